import { describe, expect, it } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { playbackPath, readPlaybackLink } from './playback-link.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const ids = (count: number) => Array.from({ length: count }, (_, index) => aCamera(index + 1).id);

describe('the address of synchronised playback', () => {
  it('holds cameras, moment, zoom, speed and selection', () => {
    const state = {
      cameras: ids(3),
      at: noon,
      view: { from: noon - 60_000, to: noon + 60_000 },
      speed: -2,
      selection: { from: noon, to: noon + 5_000 },
    } as const;

    expect(readPlaybackLink(playbackPath(state).replace('/playback', ''))).toEqual(state);
  });

  it('leaves out nonsense, repetitions and a tenth camera', () => {
    const { cameras, at, speed } = readPlaybackLink(`?cameras=x,${ids(1)},${ids(10).join()}&t=soon&speed=99`);

    expect(cameras).toEqual(ids(9));
    expect([at, speed]).toEqual([undefined, undefined]);
  });
});
