import { describe, expect, it } from 'vitest';
import { FixedClock } from '../testing/fixed-clock.ts';
import { type RecordingStore, Recordings } from './recordings.ts';

const order = { cameraId: 'cam', durationSeconds: 60, triggerBy: 'test', description: '' };

function given({ save = async () => {} }: Partial<RecordingStore> = {}) {
  const clock = new FixedClock('2026-03-01T12:00:00.400Z');
  return { clock, recordings: new Recordings(clock, { save }, []) };
}

describe('a manual recording', () => {
  it('refuses a second one on its camera, also in the same moment', async () => {
    const { recordings } = given();
    const starts = await Promise.allSettled([recordings.start(order), recordings.start(order)]);
    expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(recordings.start(order)).rejects.toMatchObject({ status: 409 });
    await recordings.start({ ...order, cameraId: 'other' });
  });

  it('ends by itself when its time is over', async () => {
    const { clock, recordings } = given();
    const { recordingId } = await recordings.start(order);
    clock.advance(59.999);
    expect(recordings.active('cam')?.recordingId).toBe(recordingId);
    clock.advance(0.001);
    expect(recordings.active('cam')).toBeUndefined();
    await expect(recordings.stop('cam', recordingId)).rejects.toMatchObject({ status: 404 });
  });

  it('can be stopped once, by its own camera', async () => {
    const { clock, recordings } = given();
    const { recordingId } = await recordings.start(order);
    clock.advance(10);
    await expect(recordings.stop('other', recordingId)).rejects.toMatchObject({ status: 404 });
    expect(await recordings.stop('cam', recordingId)).toMatchObject({ end: clock.now().getTime() });
    await expect(recordings.stop('cam', recordingId)).rejects.toMatchObject({ status: 404 });
  });

  it('leaves footage of whole seconds, also when the next one follows at once', async () => {
    const { clock, recordings } = given();
    const first = await recordings.start(order);
    clock.advance(1.3);
    await recordings.stop('cam', first.recordingId);
    await recordings.start(order);
    const second = (offset: number) => Date.parse('2026-03-01T12:00:00Z') + offset * 1000;
    expect(recordings.footage('cam')).toEqual([
      { start: second(0), end: second(2), triggered: second(0.4) },
      { start: second(2), end: second(62), triggered: second(1.7) },
    ]);
  });

  it('does not run when it could not be stored', async () => {
    const { recordings } = given({ save: () => Promise.reject(new Error('disk full')) });
    await expect(recordings.start(order)).rejects.toThrow('disk full');
    expect(recordings.active('cam')).toBeUndefined();
  });
});
