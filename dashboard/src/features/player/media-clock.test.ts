import { describe, expect, it } from 'vitest';
import { firstProgramDate, gapCrossed, mediaTimeAt, startOf, wallClockAt } from './media-clock.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);

/** Two-second segments, with a gap from 02:00:04 to 02:34:00 after the second. */
const fragments = [
  { start: 0, duration: 2, programDateTime: at('02:00:00.000') },
  { start: 2, duration: 2, programDateTime: at('02:00:02.000') },
  { start: 4, duration: 2, programDateTime: at('02:34:00.000') },
  { start: 6, duration: 2, programDateTime: at('02:34:02.000') },
];

describe('the wall clock of the picture', () => {
  it('is the date of the segment and the way into it', () => {
    expect(wallClockAt(fragments, 0)).toBe(at('02:00:00.000'));
    expect(wallClockAt(fragments, 3.5)).toBe(at('02:00:03.500'));
  });

  it('jumps over a gap with the segments', () => {
    expect(wallClockAt(fragments, 3.9)).toBe(at('02:00:03.900'));
    expect(wallClockAt(fragments, 4.1)).toBe(at('02:34:00.100'));
  });

  it('takes a float just short of a segment for its start', () => {
    expect(wallClockAt(fragments, 3.9999)).toBeCloseTo(at('02:34:00.000'), -1);
  });

  it('is not known before anything is loaded', () => {
    expect(wallClockAt([], 1)).toBeUndefined();
    expect(wallClockAt([{ start: 0, duration: 2, programDateTime: null }], 1)).toBeUndefined();
  });
});

describe('a moment in the media', () => {
  it('is found where it was recorded', () => {
    expect(mediaTimeAt(fragments, at('02:34:01.500'))).toBe(5.5);
  });

  it('is nowhere when it lies in a gap or beyond the playlist', () => {
    expect(mediaTimeAt(fragments, at('02:10:00.000'))).toBeUndefined();
    expect(mediaTimeAt(fragments, at('02:34:04.000'))).toBeUndefined();
  });
});

describe('a gap', () => {
  it('is told when playback crosses it', () => {
    expect(gapCrossed(fragments, 3.98, 4.02)).toEqual({ from: at('02:00:04.000'), to: at('02:34:00.000') });
  });

  it('is not the seam between two segments', () => {
    expect(gapCrossed(fragments, 1.98, 2.02)).toBeUndefined();
  });

  it('is not crossed within a segment or backwards', () => {
    expect(gapCrossed(fragments, 4.1, 4.2)).toBeUndefined();
    expect(gapCrossed(fragments, 5, 1)).toBeUndefined();
  });
});

describe('the start of a stream', () => {
  const playlist = '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-03-01T01:59:58.500Z\n#EXTINF:2.0,\ns1.ts\n';

  it('is read from its first date', () => {
    expect(firstProgramDate(playlist)).toBe(at('01:59:58.500'));
    expect(firstProgramDate('#EXTM3U\n')).toBeUndefined();
  });

  it('skips the pictures between the key picture and the moment asked for', () => {
    expect(startOf(at('02:00:00.000'), at('01:59:58.500'))).toEqual({ position: 1.5 });
  });

  it('is the first picture when the moment lies in a gap, and the gap is told', () => {
    expect(startOf(at('02:10:00.000'), at('02:34:00.000'))).toEqual({
      position: 0,
      skipped: { from: at('02:10:00.000'), to: at('02:34:00.000') },
    });
  });
});
