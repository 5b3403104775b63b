import { describe, expect, it } from 'vitest';
import { type ListedSegment, toPlaylist } from './playlist.ts';

const segment = (index: number, wallClock: string, discontinuity = false): ListedSegment => ({
  index,
  durationSeconds: 1.0667,
  wallClock: new Date(wallClock),
  discontinuity,
});

const start = {
  asked: new Date('2026-03-01T09:59:00Z'),
  start: new Date('2026-03-01T10:00:00Z'),
  skipped: true,
};

const playlist = (segments: ListedSegment[], ended: boolean, discontinuitySequence = 0, more = {}) =>
  toPlaylist({
    streamId: 'the-stream',
    segments,
    ended,
    ...more,
    start,
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
    expect(lines).toContain('#EXTINF:1.06670,');
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

  it('says which stream it is, where that starts, and that a gap was skipped for it', () => {
    expect(playlist([segment(0, '2026-03-01T10:00:00Z')], false)).toContain(
      '#EXT-X-PLAYHEAD-START:ASKED="2026-03-01T09:59:00.000Z",START="2026-03-01T10:00:00.000Z",SKIPPED=YES,STREAM="the-stream"',
    );
  });

  it('of a stream that broke off ends, and says why on one line', () => {
    const problem = { code: 'stream-failed', detail: 'It "broke"\noff.' };
    const lines = playlist([segment(0, '2026-03-01T10:00:00Z')], false, 0, { problem });

    expect(lines).toContain('#EXT-X-PLAYHEAD-PROBLEM:CODE="stream-failed",DETAIL="It ’broke’ off."');
    expect(lines).toContain('#EXT-X-ENDLIST');
  });
});
