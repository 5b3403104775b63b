import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Clock, ConfigError, DomainError } from '@playhead/service-kit';

const MIN_KEY_BYTES = 32;

/** How long a link may be used, in ms: longer than anybody watches one stream, shorter than links get around. */
const LIFETIME_MS = 6 * 3_600_000;

export interface SegmentLink {
  streamId: string;
  index: number;
  expires: number;
  signature: string;
}

/**
 * Links to segments carry their own permission, for players that can't send headers: nobody can guess or extend
 * one, and it ends by itself.
 */
export class SegmentLinks {
  private constructor(
    private readonly key: Buffer,
    private readonly clock: Clock,
  ) {}

  /** @throws ConfigError when the file is missing or its secret too short. */
  static async fromFile(path: string, clock: Clock): Promise<SegmentLinks> {
    const key = await readFile(path).catch((cause: unknown) => {
      throw new ConfigError(`PLAYBACK_SIGNING_KEY_FILE: ${path} can't be read.`, { cause });
    });
    if (key.length >= MIN_KEY_BYTES) return new SegmentLinks(key, clock);
    throw new ConfigError(`PLAYBACK_SIGNING_KEY_FILE: ${path} holds less than ${MIN_KEY_BYTES} bytes.`);
  }

  /** The same link however often a playlist is read, so that players recognise the segment. */
  url(streamId: string, index: number, openedAt: Date): string {
    const expires = Math.floor((openedAt.getTime() + LIFETIME_MS) / 1000);
    const signature = this.sign(streamId, index, expires).toString('base64url');
    return `/api/v1/playback/streams/${streamId}/segments/${index}.ts?expires=${expires}&signature=${signature}`;
  }

  /** @throws DomainError `segment-link-invalid`. */
  verify({ streamId, index, expires, signature }: SegmentLink): void {
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(streamId, index, expires);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || expires * 1000 < this.clock.now().getTime()) {
      throw new DomainError('segment-link-invalid', {
        detail: 'It has expired or was altered. Open the stream again.',
      });
    }
  }

  private sign(streamId: string, index: number, expires: number): Buffer {
    return createHmac('sha256', this.key).update(`${streamId}/${index}/${expires}`).digest();
  }
}
