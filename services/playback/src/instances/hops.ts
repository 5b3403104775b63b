import { Agent, get, type IncomingMessage, type RequestOptions } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { currentRequestId, linkSignals } from '@playhead/service-kit';
import type { Neighbour } from './instances.ts';

/** Its value where somebody opens a stream, who is to have it from its beginning; any other where it is watched already. */
export const OPENING_HOP = 'opening';

/** Set on what one instance asks of another, which then answers by itself or not at all: no request makes two hops. */
export const HOP_HEADER = 'x-playhead-hop';

/** A first segment may take as long as the VMS does: longer than a stream lets its viewers wait, in ms. */
const ANSWER_MS = 25_000;
/** The instances are one network hop away, in ms. */
const CONNECT_MS = 2_000;
const MAX_CONNECTIONS = 256;

/** The other instance does not answer. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

export interface HopRequest {
  /** Made of parsed values, never of what a client sent. */
  path: string;
  /** The client's own, so that the other instance decides anew whether it may. */
  authorization?: string | undefined;
  /** Which bytes of the answer are wanted, as in the header `Range`. */
  range?: string | undefined;
  /** Whether a stream is asked for by somebody who does not watch it yet. */
  isOpening?: boolean;
}

/** Asks another instance for what only that one has. */
@Injectable()
export class Hops implements OnApplicationShutdown {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: MAX_CONNECTIONS });

  onApplicationShutdown() {
    this.agent.destroy();
  }

  /**
   * The answer, whatever its status, as soon as it begins; its body breaks when `signal` aborts or the instance goes.
   *
   * @throws UnreachableError. Rejects when `signal` aborts before there is an answer.
   */
  async get(
    to: Neighbour,
    { path, authorization, range, isOpening = false }: HopRequest,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const link = linkSignals(signal, to.gone);
    const timer = setTimeout(() => link.abort(), ANSWER_MS);
    const requestId = currentRequestId();
    const { hostname, port } = new URL(to.url);
    try {
      const answer = await ask({
        agent: this.agent,
        hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        path,
        headers: {
          [HOP_HEADER]: isOpening ? OPENING_HOP : '1',
          ...(authorization !== undefined && { authorization }),
          ...(range !== undefined && { range }),
          ...(requestId !== undefined && { 'x-request-id': requestId }),
        },
        signal: link.signal,
      });
      answer.once('close', link.release);
      return answer;
    } catch (cause) {
      link.release();
      signal.throwIfAborted();
      throw new UnreachableError(`The instance of playback at ${to.url} does not answer.`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

function ask(options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(options, resolve);
    const connecting = setTimeout(() => request.destroy(new Error('no connection in time')), CONNECT_MS);
    request.once('socket', (socket) => {
      const connected = () => clearTimeout(connecting);
      if (socket.connecting) socket.once('connect', connected);
      else connected();
    });
    request.once('close', () => clearTimeout(connecting));
    request.on('error', (error) => {
      // A kept connection may be closed by the other side just as it is used again; a new one tells whether it is there.
      if (request.reusedSocket && 'code' in error && error.code === 'ECONNRESET')
        ask(options).then(resolve, reject);
      else reject(error);
    });
  });
}
