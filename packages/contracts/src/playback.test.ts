import { describe, expect, it } from 'vitest';
import { StreamQuery } from './playback.ts';

const time = '2026-03-01T12:00:00Z';
const faultsOf = (query: Record<string, string>) =>
  StreamQuery.safeParse({ time, ...query }).error?.issues.map(({ path, message }) => [
    path.join('/'),
    message,
  ]);

describe('a stream query', () => {
  it('asks for HLS at normal speed for a player that knows H.264 unless it says otherwise', () => {
    expect(StreamQuery.parse({ time })).toEqual({ time, speed: 1, format: 'hls', codecs: ['h264'] });
  });

  it.each([-8, -4, -2, -1, 0.25, 0.5, 1, 2, 4, 8])('may ask for speed %d', (speed) => {
    expect(StreamQuery.parse({ time, speed: String(speed) }).speed).toBe(speed);
  });

  it.each(['0', '3', '-0.5', '16', 'fast'])('is told which speeds there are when it asks for %s', (speed) => {
    expect(faultsOf({ speed })).toEqual([
      ['speed', 'speed must be one of -8, -4, -2, -1, 0.25, 0.5, 1, 2, 4, 8.'],
    ]);
  });

  it('names what the player decodes', () => {
    expect(StreamQuery.parse({ time, codecs: 'h264,h265' }).codecs).toEqual(['h264', 'h265']);
    expect(faultsOf({ codecs: 'h264,vp9' })?.[0]?.[1]).toContain('h264, h265, mjpeg');
  });

  it('may ask for motion JPEG, and is told the formats when it asks for another', () => {
    expect(StreamQuery.parse({ time, format: 'mjpeg' }).format).toBe('mjpeg');
    expect(faultsOf({ format: 'avi' })).toEqual([['format', 'format must be hls or mjpeg.']]);
  });

  it.each([
    ['1', '2026-03-01T11:59:59Z'],
    ['1', time],
    ['-4', '2026-03-01T12:00:01Z'],
  ])('at speed %s does not end at %s', (speed, end) => {
    expect(faultsOf({ speed, end })?.map(([path]) => path)).toEqual(['end']);
  });

  it('ends before its time when it plays backwards', () => {
    expect(StreamQuery.parse({ time, speed: '-1', end: '2026-03-01T11:00:00Z' }).speed).toBe(-1);
  });
});
