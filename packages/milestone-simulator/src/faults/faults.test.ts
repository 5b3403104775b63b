import { describe, expect, it } from 'vitest';
import { Fault } from './fault.ts';
import { Faults } from './faults.ts';

describe('a fault', () => {
  it('strikes the next calls and no more', () => {
    const faults = new Faults();
    faults.add({ kind: 'status', status: 503, calls: 2 });
    const seen = Array.from({ length: 3 }, () => faults.take({ operation: 'login' }).status?.status);
    expect(seen).toEqual([503, 503, undefined]);
    expect(faults.list()).toEqual([]);
  });

  it('strikes only the call and the camera it was asked for', () => {
    const faults = new Faults();
    faults.add({ kind: 'delay', delayMs: 5, match: { operation: 'video', cameraId: 'AB' } });
    expect(faults.take({ operation: 'video', cameraId: 'cd' }).delay).toBeUndefined();
    expect(faults.take({ operation: 'snapshot', cameraId: 'ab' }).delay).toBeUndefined();
    expect(faults.take({ operation: 'login' }).delay).toBeUndefined();
    expect(faults.take({ operation: 'video', cameraId: 'ab' }).delay?.delayMs).toBe(5);
  });

  it('waits for its turn behind one of its kind, and strikes together with those of others', () => {
    const faults = new Faults();
    faults.add({ kind: 'status', status: 500 });
    faults.add({ kind: 'status', status: 502 });
    faults.add({ kind: 'delay', delayMs: 1 });
    expect(faults.take({ operation: 'login' })).toMatchObject({
      status: { status: 500 },
      delay: { delayMs: 1 },
    });
    expect(faults.take({ operation: 'login' })).toMatchObject({ status: { status: 502 } });
  });

  it('of all calls strikes until it is taken back', () => {
    const faults = new Faults();
    faults.add({ kind: 'slow', bytesPerSecond: 9, calls: 'all' });
    const seen = Array.from({ length: 3 }, () => faults.take({ operation: 'login' }).slow?.bytesPerSecond);
    expect(seen).toEqual([9, 9, 9]);
  });

  it('of connections counts them from when it was asked for, and leaves calls alone', () => {
    const faults = new Faults();
    faults.add({ kind: 'stall', afterBytes: 5, connection: { nth: 2, count: 2 } });
    expect(faults.take({ operation: 'login' }).stall).toBeUndefined();
    const seen = Array.from({ length: 4 }, () => faults.takeConnection('gateway').map(({ kind }) => kind));
    expect(seen).toEqual([[], ['stall'], ['stall'], []]);
    expect(faults.list()).toEqual([]);
  });

  it.each([
    { to: 'gateway', struck: ['gateway'] },
    { to: 'recorders', struck: [1, 2] },
    { to: 2, struck: [2] },
    { to: undefined, struck: ['gateway', 1, 2] },
  ] as const)('of connections to $to strikes at $struck', ({ to, struck }) => {
    const faults = new Faults();
    faults.add({ kind: 'refuse', connection: { count: 'all', ...(to !== undefined && { to }) } });
    const ports = ['gateway', 1, 2] as const;
    expect(ports.filter((port) => faults.takeConnection(port).length > 0)).toEqual(struck);
  });

  it('is gone when cleared', () => {
    const faults = new Faults();
    faults.add({ kind: 'drop', afterBytes: 0 });
    faults.clear();
    expect(faults.take({ operation: 'login' }).drop).toBeUndefined();
  });

  it.each([
    { kind: 'status', status: 200 },
    { kind: 'status', status: 503, calls: 0 },
    { kind: 'delay' },
    { kind: 'drop', afterBytes: -1 },
    { kind: 'drop', afterBytes: 1, match: { operation: 'fly' } },
    { kind: 'explode' },
    { kind: 'refuse' },
    { kind: 'status', status: 503, connection: {} },
    { kind: 'slow', bytesPerSecond: 9, calls: 2, connection: {} },
    { kind: 'slow', bytesPerSecond: 9, connection: { to: 'moon' } },
  ])('is refused when it makes no sense: $kind', (fault) => {
    expect(Fault.safeParse(fault).success).toBe(false);
  });
});
