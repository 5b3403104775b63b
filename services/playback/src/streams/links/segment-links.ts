import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CameraId, UserId } from '@playhead/contracts';
import { Clock, DomainError } from '@playhead/service-kit';
import type { SigningKey } from './signing-key.ts';

/** How long a link may be used after its segment was made, in ms: longer than players keep from asking for it. */
const LIFETIME_MS = 3_600_000;
/** Links that are made within this time end together, in ms, so that one signature serves them all. */
const COMMON_END_MS = 600_000;

/** Which stream links open, and for whom. */
export interface LinkedStream {
  streamId: string;
  userId: UserId;
  cameraId: CameraId;
}

/** `expires` in seconds since 1970. */
export interface Permission extends LinkedStream {
  expires: number;
  signature: string;
}

/**
 * Links to segments carry their own permission, for players that can't send headers: one stream, for one person, until
 * it ends by itself. Nobody can guess, extend or pass it off as somebody else's, or use it for another stream. Whether
 * that person still may see the camera is asked besides.
 */
export class SegmentLinks {
  private readonly key: Buffer;

  constructor(
    signingKey: SigningKey,
    private readonly clock: Clock,
  ) {
    this.key = signingKey.for('segment-links');
  }

  /**
   * Gives the links of a stream's segments; signs once for all that end together. A segment has the same link however
   * often a playlist is read, so that players recognise it.
   */
  to(stream: LinkedStream): (segment: { index: number; madeAt: Date }) => string {
    const { streamId } = stream;
    let signed = { expires: Number.NaN, query: '' };
    return ({ index, madeAt }) => {
      const expires = expiryOf(madeAt);
      if (expires !== signed.expires) signed = { expires, query: this.query(stream, expires) };
      return `/api/v1/playback/streams/${streamId}/segments/${index}.ts?${signed.query}`;
    };
  }

  /** @throws DomainError `segment-link-invalid`. */
  verify(permission: Permission): void {
    const given = Buffer.from(permission.signature, 'base64url');
    const expected = this.sign(permission, permission.expires);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || permission.expires * 1000 < this.clock.now().getTime()) {
      throw new DomainError('segment-link-invalid', {
        detail: 'It has expired or was altered. Open the stream again.',
      });
    }
  }

  private query(stream: LinkedStream, expires: number): string {
    return new URLSearchParams({
      camera: stream.cameraId,
      user: stream.userId,
      expires: String(expires),
      signature: this.sign(stream, expires).toString('base64url'),
    }).toString();
  }

  private sign({ streamId, userId, cameraId }: LinkedStream, expires: number): Buffer {
    return createHmac('sha256', this.key).update([streamId, userId, cameraId, expires].join('/')).digest();
  }
}

/** In seconds since 1970. */
const expiryOf = (madeAt: Date) =>
  (Math.ceil(madeAt.getTime() / COMMON_END_MS) * COMMON_END_MS + LIFETIME_MS) / 1000;
