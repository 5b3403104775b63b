import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { tellStart } from '../serving/tell-start.ts';
import type { MotionJpeg } from './motion-jpeg.service.ts';
import { multipartType } from './multipart.ts';

/** The answer ends when its stream is closed, even where nobody takes what was sent. */
export async function sendMotionJpeg(
  reply: FastifyReply,
  { start, parts, closed }: MotionJpeg,
): Promise<void> {
  closed.addEventListener('abort', () => reply.raw.destroy(), { once: true });
  await tellStart(reply, start)
    // Proxies that gather an answer before they pass it on would show pictures late and in heaps.
    .header('X-Accel-Buffering', 'no')
    .type(multipartType)
    .send(Readable.from(parts, { objectMode: false, highWaterMark: 1 }));
}
