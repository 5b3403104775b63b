import { describe, expect, it } from 'vitest';
import { type Segment, toPlaylist } from './playlist.ts';

const segment = (index: number, wallClock: string, discontinuity = false): Segment => ({
  index,
  path: `/${index}`,
  durationSeconds: 1.0667,
  wallClock: new Date(wallClock),
  discontinuity,
});

const playlist = (segments: Segment[], ended: boolean, discontinuitySequence = 0) =>
  toPlaylist({
    segments,
    ended,
    discontinuitySequence,
    targetDurationSeconds: 2,
    segmentUrl: ({ index }) => `${index}.ts`,
  }).split('\n');

describe('a playlist', () => {
  it('says of every segment when its pictures were recorded', () => {
    const lines = playlist(
      [segment(0, '2026-03-01T10:00:00Z'), segment(1, '2026-03-01T10:00:01.067Z')],
      false,
    );

    expect(lines.filter((line) => line.startsWith('#EXT-X-PROGRAM-DATE-TIME'))).toEqual([
      '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T10:00:00.000Z',
      '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T10:00:01.067Z',
    ]);
    expect(lines).toContain('#EXTINF:1.067,');
  });

  it('marks where a gap was skipped, before the segment that follows it', () => {
    const lines = playlist(
      [segment(0, '2026-03-01T10:00:00Z'), segment(1, '2026-03-01T11:00:00Z', true)],
      false,
    );

    expect(lines[lines.indexOf('#EXT-X-DISCONTINUITY') + 1]).toBe(
      '#EXT-X-PROGRAM-DATE-TIME:2026-03-01T11:00:00.000Z',
    );
  });

  it('goes on growing until the footage ends', () => {
    expect(playlist([segment(0, '2026-03-01T10:00:00Z')], false)).not.toContain('#EXT-X-ENDLIST');
    expect(playlist([segment(0, '2026-03-01T10:00:00Z')], true)).toContain('#EXT-X-ENDLIST');
  });

  it('counts on where dropped segments were', () => {
    const lines = playlist([segment(7, '2026-03-01T10:00:00Z')], false, 2);

    expect(lines).toContain('#EXT-X-MEDIA-SEQUENCE:7');
    expect(lines).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:2');
  });
});
