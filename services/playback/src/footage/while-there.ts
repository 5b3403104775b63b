import type { FastifyReply } from 'fastify';
import { whenGone } from '../when-gone.ts';

/** Asks for as long as the client waits for the answer. That it has gone is nobody's failure. */
export async function whileThere<T>(
  reply: FastifyReply,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = whenGone(reply);
  try {
    return await ask(signal);
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown;
  }
}
