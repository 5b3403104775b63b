import { createTestKeys, TestClock, type TestKeys } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SegmentLink, SegmentLinks } from './segment-links.ts';

const clock = new TestClock();
let keys: TestKeys;
let links: SegmentLinks;

beforeAll(async () => {
  keys = await createTestKeys();
  links = await SegmentLinks.fromFile(keys.signingKeyFile, clock);
});
afterAll(() => keys.remove());

const linkTo = (streamId: string, index: number): SegmentLink => {
  const url = new URL(links.url(streamId, index, clock.now()), 'http://playhead.test');
  return {
    streamId,
    index,
    expires: Number(url.searchParams.get('expires')),
    signature: url.searchParams.get('signature') ?? '',
  };
};

describe('a segment link', () => {
  it('opens the segment it was made for', () => {
    expect(() => links.verify(linkTo('stream', 3))).not.toThrow();
  });

  it.each([
    ['another segment', { index: 4 }],
    ['another stream', { streamId: 'other' }],
    ['a longer life', { expires: 4_000_000_000 }],
    ['another signature', { signature: 'A'.repeat(43) }],
    ['no signature', { signature: '' }],
  ])('does not open for %s', (_, change) => {
    expect(() => links.verify({ ...linkTo('stream', 3), ...change })).toThrow(/expired or was altered/);
  });

  it('stays the same while a stream is open, so that players recognise the segment', () => {
    const openedAt = clock.now();
    expect(links.url('stream', 1, openedAt)).toBe(links.url('stream', 1, openedAt));
  });

  it('ends after six hours', () => {
    const link = linkTo('stream', 3);
    clock.advance(6 * 3600 + 1);

    expect(() => links.verify(link)).toThrow(/expired/);
  });

  it('can not be made with a secret that is too short', async () => {
    await expect(SegmentLinks.fromFile('/dev/null', clock)).rejects.toThrow('PLAYBACK_SIGNING_KEY_FILE');
    await expect(SegmentLinks.fromFile('/nowhere', clock)).rejects.toThrow('PLAYBACK_SIGNING_KEY_FILE');
  });
});
