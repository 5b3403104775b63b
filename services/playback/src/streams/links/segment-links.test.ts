import { randomUUID } from 'node:crypto';
import { CameraId, UserId } from '@playhead/contracts';
import { createTestKeys, TestClock, type TestKeys } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Permission, SegmentLinks } from './segment-links.ts';
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

const permissionFor = (streamId: string): Permission => {
  const stream = { streamId, userId, cameraId };
  const url = new URL(links.to(stream)({ index: 3, madeAt: clock.now() }), 'http://playhead.test');
  return {
    ...stream,
    expires: Number(url.searchParams.get('expires')),
    signature: url.searchParams.get('signature') ?? '',
  };
};

describe('a segment link', () => {
  it('opens the stream it was made for', () => {
    expect(() => links.verify(permissionFor('stream'))).not.toThrow();
  });

  it.each([
    ['another stream', { streamId: 'other' }],
    ['another person', { userId: UserId.parse(randomUUID()) }],
    ['another camera', { cameraId: CameraId.parse(randomUUID()) }],
    ['a longer life', { expires: 4_000_000_000 }],
    ['another signature', { signature: 'A'.repeat(43) }],
    ['no signature', { signature: '' }],
  ])('does not open for %s', (_, change) => {
    expect(() => links.verify({ ...permissionFor('stream'), ...change })).toThrow(/expired or was altered/);
  });

  it('stays the same while a stream is open, so that players recognise the segment', () => {
    const stream = { streamId: 'stream', userId, cameraId };
    const [early, late] = [clock.now(), new Date(clock.now().getTime() + 1_200_000)];
    const read = (to: ReturnType<SegmentLinks['to']>) => [
      to({ index: 1, madeAt: early }),
      to({ index: 2, madeAt: late }),
      to({ index: 1, madeAt: early }),
    ];
    const first = read(links.to(stream));
    clock.advance(600);

    expect(read(links.to(stream))).toEqual(first);
    expect(first[0]).toBe(first[2]);
  });

  it('ends when an hour has gone since its segment was made, and ten minutes after that at the latest', () => {
    const permission = permissionFor('stream');
    clock.advance(3600);
    expect(() => links.verify(permission)).not.toThrow();
    clock.advance(601);

    expect(() => links.verify(permission)).toThrow(/expired/);
  });

  it('can not be made with a secret that is too short', async () => {
    await expect(SigningKey.fromFile('/dev/null')).rejects.toThrow('PLAYBACK_SIGNING_KEY_FILE');
    await expect(SigningKey.fromFile('/nowhere')).rejects.toThrow('PLAYBACK_SIGNING_KEY_FILE');
  });
});
