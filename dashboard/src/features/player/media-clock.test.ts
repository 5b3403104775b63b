import { describe, expect, it } from 'vitest';
import { firstProgramDate, gapCrossed, mediaTimeAt, placeOf, startOf, wallClockAt } from './media-clock.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);

/** Two-second segments, with a gap from 02:00:04 to 02:34:00 after the second. */
const fragments = [
  { start: 0, duration: 2, programDateTime: at('02:00:00.000') },
  { start: 2, duration: 2, programDateTime: at('02:00:02.000') },
  { start: 4, duration: 2, programDateTime: at('02:34:00.000') },
  { start: 6, duration: 2, programDateTime: at('02:34:02.000') },
];

const forward = { fragments, speed: 1 };

/** The same footage backwards at 2×: dates descend, and the gap lies after the first. */
const backward = {
  fragments: [
    { start: 0, duration: 1, programDateTime: at('02:34:02.000') },
    { start: 1, duration: 1, programDateTime: at('02:00:04.000') },
    { start: 2, duration: 1, programDateTime: at('02:00:02.000') },
  ],
  speed: -2,
};

describe('the wall clock of the picture', () => {
  it('is the date of the segment and the way into it', () => {
    expect(wallClockAt(forward, 0)).toBe(at('02:00:00.000'));
    expect(wallClockAt(forward, 3.5)).toBe(at('02:00:03.500'));
  });

  it('jumps over a gap with the segments', () => {
    expect(wallClockAt(forward, 3.9)).toBe(at('02:00:03.900'));
    expect(wallClockAt(forward, 4.1)).toBe(at('02:34:00.100'));
  });

  it('takes a float just short of a segment for its start', () => {
    expect(wallClockAt(forward, 3.9999)).toBeCloseTo(at('02:34:00.000'), -1);
  });

  it('runs with the speed of the stream, and backwards in reverse', () => {
    expect(wallClockAt({ fragments, speed: 4 }, 2.5)).toBe(at('02:00:04.000'));
    expect(wallClockAt(backward, 0.25)).toBe(at('02:34:01.500'));
    expect(wallClockAt(backward, 1.5)).toBe(at('02:00:03.000'));
  });

  it('is not known before anything is loaded', () => {
    expect(wallClockAt({ fragments: [], speed: 1 }, 1)).toBeUndefined();
    const undated = [{ start: 0, duration: 2, programDateTime: null }];
    expect(wallClockAt({ fragments: undated, speed: 1 }, 1)).toBeUndefined();
  });
});

describe('a moment in the media', () => {
  it('is found where it was recorded', () => {
    expect(mediaTimeAt(forward, at('02:34:01.500'))).toBe(5.5);
  });

  it('is found in a stream that runs backwards', () => {
    expect(mediaTimeAt(backward, at('02:00:03.000'))).toBe(1.5);
    expect(mediaTimeAt(backward, at('02:34:02.000'))).toBe(0);
    expect(mediaTimeAt(backward, at('02:10:00.000'))).toBeUndefined();
  });

  it('is nowhere when it lies in a gap or beyond the playlist', () => {
    expect(mediaTimeAt(forward, at('02:10:00.000'))).toBeUndefined();
    expect(mediaTimeAt(forward, at('02:34:04.000'))).toBeUndefined();
  });
});

describe('a gap', () => {
  it('is told when playback crosses it', () => {
    expect(gapCrossed(forward, 3.98, 4.02)).toEqual({ from: at('02:00:04.000'), to: at('02:34:00.000') });
  });

  it('is told when playback crosses it backwards', () => {
    expect(gapCrossed(backward, 0.98, 1.02)).toEqual({ from: at('02:00:04.000'), to: at('02:34:00.000') });
    expect(gapCrossed(backward, 1.98, 2.02)).toBeUndefined();
  });

  it('is not the rounding of segments that are played fast', () => {
    const fast = [
      { start: 0, duration: 1, programDateTime: at('02:00:00.000') },
      { start: 1, duration: 1, programDateTime: at('02:00:11.000') },
    ];
    expect(gapCrossed({ fragments: fast, speed: 8 }, 0.9, 1.1)).toBeUndefined();
  });

  it('is not the seam between two segments', () => {
    expect(gapCrossed(forward, 1.98, 2.02)).toBeUndefined();
  });

  it('is not crossed within a segment or backwards', () => {
    expect(gapCrossed(forward, 4.1, 4.2)).toBeUndefined();
    expect(gapCrossed(forward, 5, 1)).toBeUndefined();
  });
});

describe('the start of a stream', () => {
  const playlist = '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-03-01T01:59:58.500Z\n#EXTINF:2.0,\ns1.ts\n';

  it('is read from its first date', () => {
    expect(firstProgramDate(playlist)).toBe(at('01:59:58.500'));
    expect(firstProgramDate('#EXTM3U\n')).toBeUndefined();
  });

  it('skips the pictures between the key picture and the moment asked for', () => {
    expect(startOf(at('02:00:00.000'), at('01:59:58.500'), 1)).toEqual({ position: 1.5 });
  });

  it('counts what is skipped at the speed of the stream', () => {
    expect(startOf(at('02:00:08.000'), at('02:00:00.000'), 8)).toEqual({ position: 1 });
    expect(startOf(at('02:00:00.000'), at('02:00:02.000'), -2)).toEqual({ position: 1 });
  });

  it('lies before the moment asked for where that is in a gap and the stream runs backwards', () => {
    expect(startOf(at('02:10:00.000'), at('02:00:04.000'), -1)).toEqual({
      position: 0,
      skipped: { from: at('02:00:04.000'), to: at('02:10:00.000') },
    });
  });

  it('is the first picture when the moment lies in a gap, and the gap is told', () => {
    expect(startOf(at('02:10:00.000'), at('02:34:00.000'), 1)).toEqual({
      position: 0,
      skipped: { from: at('02:10:00.000'), to: at('02:34:00.000') },
    });
  });
});

describe('the place of a moment in a stream', () => {
  it('is a media time where there are pictures', () => {
    expect(placeOf(forward, at('02:00:03.000'))).toEqual({ kind: 'at', mediaTime: 3 });
    expect(placeOf(backward, at('02:00:03.000'))).toEqual({ kind: 'at', mediaTime: 1.5 });
  });

  it('is the gap that the stream leaves out, in either direction', () => {
    const gap = { from: at('02:00:04.000'), to: at('02:34:00.000') };

    expect(placeOf(forward, at('02:10:00.000'))).toEqual({ kind: 'gap', gap });
    expect(placeOf(backward, at('02:10:00.000'))).toEqual({ kind: 'gap', gap });
  });

  it('is before the stream, or beyond what is known of it, as the stream runs', () => {
    expect(placeOf(forward, at('01:59:00.000'))).toEqual({ kind: 'before' });
    expect(placeOf(forward, at('03:00:00.000'))).toEqual({ kind: 'beyond' });
    expect(placeOf(backward, at('03:00:00.000'))).toEqual({ kind: 'before' });
    expect(placeOf(backward, at('01:59:00.000'))).toEqual({ kind: 'beyond' });
  });
});
