import { streamHeaders } from '@playhead/contracts';
import type { FastifyReply } from 'fastify';
import type { StreamStart } from '../playlist/playlist.ts';

/** What the answer to a stream says in its headers, whatever its format. */
export const tellStart = (reply: FastifyReply, { start, skipped }: StreamStart): FastifyReply =>
  reply
    .header('Cache-Control', 'no-store')
    .header(streamHeaders.start, start.toISOString())
    .header(streamHeaders.startSkipped, String(skipped));
