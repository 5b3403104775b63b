import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ExportId, UserId } from '@playhead/contracts';
import { Clock, DomainError } from '@playhead/service-kit';
import type { SigningKey } from '../../streams/links/signing-key.ts';

/** How long a download may begin, or go on after a break, with the same link, in ms. */
const LIFETIME_MS = 3_600_000;

/** `expires` in seconds since 1970. */
export interface ExportPermission {
  exportId: ExportId;
  userId: UserId;
  expires: number;
  signature: string;
}

/**
 * Links to files carry their own permission, since a browser's download sends no headers: one file, for one person, for an
 * hour. Whether that person still may have it is asked besides.
 */
export class ExportLinks {
  private readonly key: Buffer;

  constructor(
    signingKey: SigningKey,
    private readonly clock: Clock,
  ) {
    this.key = signingKey.for('export-links');
  }

  to(exportId: ExportId, userId: UserId): { url: string; expiresAt: Date } {
    const expires = Math.floor((this.clock.now().getTime() + LIFETIME_MS) / 1000);
    return {
      url: linkTo({
        exportId,
        userId,
        expires,
        signature: this.sign(exportId, userId, expires).toString('base64url'),
      }),
      expiresAt: new Date(expires * 1000),
    };
  }

  /** @throws DomainError `export-link-invalid`. */
  verify({ exportId, userId, expires, signature }: ExportPermission): void {
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(exportId, userId, expires);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (genuine && expires * 1000 >= this.clock.now().getTime()) return;
    throw new DomainError('export-link-invalid', {
      detail: 'It has expired or was altered. Open the list of exports and download the file from there.',
    });
  }

  private sign(exportId: ExportId, userId: UserId, expires: number): Buffer {
    return createHmac('sha256', this.key).update([exportId, userId, expires].join('/')).digest();
  }
}

/** The address of a file, with its permission. */
export function linkTo({ exportId, userId, expires, signature }: ExportPermission): string {
  const query = new URLSearchParams({ user: userId, expires: String(expires), signature });
  return `/api/v1/exports/${exportId}/file?${query}`;
}
