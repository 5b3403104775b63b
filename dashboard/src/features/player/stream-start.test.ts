import { describe, expect, it } from 'vitest';
import { problemIn, startOfStream } from './stream-start.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);

const playlist = (first: string, ...tags: string[]) =>
  ['#EXTM3U', ...tags, `#EXT-X-PROGRAM-DATE-TIME:2026-03-01T${first}Z`, '#EXTINF:2,', 's0.ts', ''].join('\n');

const start = (asked: string, begins: string, skipped: 'YES' | 'NO') =>
  `#EXT-X-PLAYHEAD-START:ASKED="2026-03-01T${asked}Z",START="2026-03-01T${begins}Z",SKIPPED=${skipped}`;

describe('the start that a playlist tells', () => {
  it('is a gap skipped where it says so, whichever way the stream runs', () => {
    const forward = playlist('10:04:00.000', start('10:00:00.000', '10:04:00.000', 'YES'));
    const backward = playlist('09:50:00.000', start('10:00:00.000', '09:50:00.000', 'YES'));

    expect(startOfStream(forward, at('10:00:00'), 1).skipped).toEqual({
      from: at('10:00:00'),
      to: at('10:04:00'),
    });
    expect(startOfStream(backward, at('10:00:00'), -1).skipped).toEqual({
      from: at('09:50:00'),
      to: at('10:00:00'),
    });
  });

  it('is no gap where it says so, however far the first picture is', () => {
    const sparse = playlist('10:00:05.000', start('10:00:00.000', '10:00:05.000', 'NO'));
    expect(startOfStream(sparse, at('10:00:00'), 1)).toEqual({ position: 0, skipped: undefined });
  });

  it('is taken from the first date where it says nothing', () => {
    expect(startOfStream(playlist('09:59:58.500'), at('10:00:00'), 1)).toEqual({
      position: 1.5,
      skipped: undefined,
    });
  });
});

describe('the end that a playlist tells', () => {
  it('is a problem of the registry', () => {
    const broken = playlist(
      '10:00:00.000',
      '#EXT-X-PLAYHEAD-PROBLEM:CODE="vms-unavailable",DETAIL="The VMS, alas"',
    );
    expect(problemIn(broken)?.code).toBe('vms-unavailable');
  });

  it('of a code that this page does not know is a failed stream', () => {
    const broken = playlist('10:00:00.000', '#EXT-X-PLAYHEAD-PROBLEM:CODE="from-the-future",DETAIL=""');
    expect(problemIn(broken)?.code).toBe('stream-failed');
  });

  it('is none while all is well', () => {
    expect(problemIn(playlist('10:00:00.000'))).toBeUndefined();
  });
});
