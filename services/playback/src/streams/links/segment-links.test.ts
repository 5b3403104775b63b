import { randomUUID } from 'node:crypto';
import { CameraId, UserId } from '@playhead/contracts';
import { createTestKeys, TestClock, type TestKeys } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SegmentLink, SegmentLinks } from './segment-links.ts';
import { SigningKey } from './signing-key.ts';

const clock = new TestClock();
let keys: TestKeys;
let links: SegmentLinks;

beforeAll(async () => {
  keys = await createTestKeys();
  links = new SegmentLinks(await SigningKey.fromFile(keys.signingKeyFile), clock);
});
afterAll(() => keys.remove());

const userId = UserId.parse(randomUUID());
const cameraId = CameraId.parse(randomUUID());

const linkTo = (streamId: string, index: number): SegmentLink => {
  const segment = { streamId, index, userId, cameraId };
  const url = new URL(links.url(segment, clock.now()), 'http://playhead.test');
  return {
    ...segment,
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
    ['another person', { userId: UserId.parse(randomUUID()) }],
    ['another camera', { cameraId: CameraId.parse(randomUUID()) }],
    ['a longer life', { expires: 4_000_000_000 }],
    ['another signature', { signature: 'A'.repeat(43) }],
    ['no signature', { signature: '' }],
  ])('does not open for %s', (_, change) => {
    expect(() => links.verify({ ...linkTo('stream', 3), ...change })).toThrow(/expired or was altered/);
  });

  it('stays the same while a stream is open, so that players recognise the segment', () => {
    const segment = { streamId: 'stream', index: 1, userId, cameraId };
    const madeAt = clock.now();
    const link = links.url(segment, madeAt);
    clock.advance(600);

    expect(links.url(segment, madeAt)).toBe(link);
  });

  it('ends an hour after its segment was made', () => {
    const link = linkTo('stream', 3);
    clock.advance(3600);
    expect(() => links.verify(link)).not.toThrow();
    clock.advance(1);

    expect(() => links.verify(link)).toThrow(/expired/);
  });

  it('can not be made with a secret that is too short', async () => {
    await expect(SigningKey.fromFile('/dev/null')).rejects.toThrow('PLAYBACK_SIGNING_KEY_FILE');
    await expect(SigningKey.fromFile('/nowhere')).rejects.toThrow('PLAYBACK_SIGNING_KEY_FILE');
  });
});
