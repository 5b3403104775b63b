import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CameraId, UserId } from '@playhead/contracts';
import { Clock, DomainError } from '@playhead/service-kit';
import type { SigningKey } from './signing-key.ts';

/** How long a link may be used after its segment was made, in ms: longer than players keep from asking for it. */
const LIFETIME_MS = 3_600_000;

/** Which segment a link opens, and for whom. */
export interface LinkedSegment {
  streamId: string;
  index: number;
  userId: UserId;
  cameraId: CameraId;
}

/** `expires` in seconds since 1970. */
export interface SegmentLink extends LinkedSegment {
  expires: number;
  signature: string;
}

/**
 * Links to segments carry their own permission, for players that can't send headers: nobody can guess, extend or pass
 * off one as somebody else's, and it ends by itself. Whether that person still may see the camera is asked besides.
 */
export class SegmentLinks {
  private readonly key: Buffer;

  constructor(
    signingKey: SigningKey,
    private readonly clock: Clock,
  ) {
    this.key = signingKey.for('segment-links');
  }

  /** The same link however often a playlist is read, so that players recognise the segment. */
  url(segment: LinkedSegment, madeAt: Date): string {
    const { streamId, index, userId, cameraId } = segment;
    const expires = Math.floor((madeAt.getTime() + LIFETIME_MS) / 1000);
    const signature = this.sign(segment, expires).toString('base64url');
    const query = new URLSearchParams({
      camera: cameraId,
      user: userId,
      expires: String(expires),
      signature,
    });
    return `/api/v1/playback/streams/${streamId}/segments/${index}.ts?${query}`;
  }

  /** @throws DomainError `segment-link-invalid`. */
  verify(link: SegmentLink): void {
    const given = Buffer.from(link.signature, 'base64url');
    const expected = this.sign(link, link.expires);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || link.expires * 1000 < this.clock.now().getTime()) {
      throw new DomainError('segment-link-invalid', {
        detail: 'It has expired or was altered. Open the stream again.',
      });
    }
  }

  private sign({ streamId, index, userId, cameraId }: LinkedSegment, expires: number): Buffer {
    return createHmac('sha256', this.key)
      .update([streamId, index, userId, cameraId, expires].join('/'))
      .digest();
  }
}
