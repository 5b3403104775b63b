import { describe, expect, it } from 'vitest';
import { containerOf } from '../video/container.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { vmsWords } from './vms-words.ts';

describe('Retry-After', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  it.each([
    ['120', 120],
    ['0', 0],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5 apples', undefined],
    [undefined, undefined],
  ])('%s is %s seconds', (text, seconds) => {
    expect(retryAfterSeconds(text, now)).toBe(seconds);
  });
});

describe('the words of a VMS', () => {
  it.each([
    [{ error: 'limit is too large' }, 'limit is too large'],
    [{ error: 'bad_request', message: 'limit is too large' }, 'limit is too large'],
    [{ title: 'Bad Request', detail: 'limit is too large' }, 'limit is too large'],
    [
      { error: { httpCode: 400, details: [{ errorText: 'Unknown' }, { errorText: 'resource' }] } },
      'Unknown resource',
    ],
    [{ error: 'invalid_grant', error_description: 'locked' }, 'locked'],
    [{ error: 'a\n\tb\u0000c' }, 'a b c'],
    [{ error: 'x'.repeat(1000) }, 'x'.repeat(300)],
    [{ error: 'Bearer abc.def is stale, eyJhbGc.eyJzdWI.sig too' }, '[hidden] is stale, [hidden] too'],
    [{ error: 'Basic dXNlcjpwYXNz is no scheme here' }, '[hidden] is no scheme here'],
    [
      { error: 'Not allowed; Authorization: Digest user="x"; Cookie: a=b' },
      'Not allowed; [hidden]; [hidden]',
    ],
    [{ error: 'unknown token q3Zx_Y-81fB0pLkw9sTzAAb2c4D5e6F7g8H9' }, 'unknown token [hidden]'],
    [
      { error: 'no camera 3772df00-6ea9-4893-b4b3-6aa944f38861' },
      'no camera 3772df00-6ea9-4893-b4b3-6aa944f38861',
    ],
    [{ error: 42 }, ''],
    ['<html>', ''],
  ])('%j are %j', (body, words) => {
    expect(vmsWords(Buffer.from(JSON.stringify(body)))).toBe(words);
  });

  it('are short, however much it says, and looked through at once', () => {
    const endless = { error: `${'a.'.repeat(5_000_000)}1` };

    expect(vmsWords(Buffer.from(JSON.stringify(endless)))).toBe('a.'.repeat(150));
  });

  it('are none in a page that is no JSON', () => {
    expect(vmsWords(Buffer.from('<html>Bad gateway</html>'))).toBe('');
  });
});

describe('the container of a video', () => {
  it.each([
    ['video/mp2t', 'mp2t'],
    ['video/mp4', 'mp4'],
    ['VIDEO/H265', 'h265'],
    ['multipart/x-mixed-replace; boundary=frame', 'mjpeg'],
    ['application/octet-stream', 'unknown'],
    ['constructor', 'unknown'],
    [undefined, 'unknown'],
  ])('%s is %s', (contentType, container) => {
    expect(containerOf(contentType)).toBe(container);
  });
});
