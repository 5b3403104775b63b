import { pictureHeaders } from '@playhead/contracts';
import type { Clock } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { keptFor } from './picture-cache.ts';
import type { StillPicture } from './still-picture.ts';

/** Answers with a picture for the moment `of` (epoch ms), or with 304 when the client has it (RFC 9110 §13.1.2). */
export async function sendPicture(
  reply: FastifyReply,
  { image, etag, time }: StillPicture,
  { of, clock }: { of: number; clock: Clock },
): Promise<void> {
  const seconds = Math.floor(keptFor(of, clock.now()) / 1000);
  reply
    .header('Cache-Control', `private, max-age=${seconds}`)
    .header('ETag', etag)
    .header('Vary', 'Authorization');
  if (time !== undefined) reply.header(pictureHeaders.wallClock, new Date(time).toISOString());
  if (has(reply.request.headers['if-none-match'], etag)) await reply.status(304).send();
  else await reply.type('image/jpeg').send(image);
}

/** Whether one of the tags that the client names is this one; a weak one counts as well. */
function has(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
