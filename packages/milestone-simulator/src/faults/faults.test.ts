import { describe, expect, it } from 'vitest';
import { Fault, Faults } from './faults.ts';

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
  ])('is refused when it makes no sense: $kind', (fault) => {
    expect(Fault.safeParse(fault).success).toBe(false);
  });
});
