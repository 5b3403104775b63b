import { liveCloseCodes } from '@playhead/contracts';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import type { Clock } from '../clock/clock.ts';
import { afterLong } from '../clock/long-timer.ts';
import { DomainError } from '../problems/domain-error.ts';

/** A client that has not said who it is by then is sent away. */
const HELLO_MS = 5_000;

/** Proxies close what is silent, and a cable that was pulled says nothing: each client is asked this often. */
const PING_MS = 25_000;

/** Messages of one client that are kept while its token is being verified. */
const MAX_EARLY = 32;

export interface SignedInSocketsOptions<H extends { token: string }> {
  /** What the first message must be; it carries the access token, which is so in no address and no log. */
  hello: z.ZodType<H>;
  verifier: Pick<TokenVerifier, 'verify'>;
  clock: Clock;
  logger: Logger;
  /** Takes over a client whose token is good. */
  onSignIn: (socket: WebSocket, principal: Principal, hello: H) => Promise<void> | void;
  /** Takes what a client says once it was taken over, also what it said before that. Without it nobody listens. */
  onMessage?: (socket: WebSocket, data: RawData) => void;
}

/** WebSockets from the handshake to the end of their access token. Silent ones are dropped. */
export class SignedInSockets<H extends { token: string }> {
  /** How to let a client stay that would be sent away at some time. */
  private readonly callOff = new WeakMap<WebSocket, () => void>();
  /** Each open client, and whether it has answered since it was last asked. */
  private readonly answered = new Map<WebSocket, boolean>();
  private readonly pings = setInterval(() => this.pingAll(), PING_MS);

  constructor(private readonly options: SignedInSocketsOptions<H>) {}

  stop() {
    clearInterval(this.pings);
  }

  add(socket: WebSocket) {
    this.answered.set(socket, true);
    socket.on('pong', () => this.answered.set(socket, true));
    this.closeAfter(socket, HELLO_MS, liveCloseCodes.signInRequired, 'sign in first');
    socket.on('error', (error) => this.options.logger.debug({ err: error }, 'a live client broke off'));
    socket.once('message', (data) => void this.authenticate(socket, data, this.listen(socket)));
  }

  remove(socket: WebSocket) {
    this.callOff.get(socket)?.();
    this.answered.delete(socket);
  }

  /** Asks every client for a sign of life, and drops those that gave none since the last time. */
  pingAll() {
    for (const [socket, answered] of this.answered) {
      if (!answered) {
        socket.terminate();
        continue;
      }
      this.answered.set(socket, false);
      socket.ping();
    }
  }

  /** Keeps what a client says until the answer is called: then that is handed on, and what it says afterwards. */
  private listen(socket: WebSocket): () => void {
    const { onMessage } = this.options;
    if (onMessage === undefined) return () => {};
    const early: RawData[] = [];
    let isTakenOver = false;
    socket.on('message', (data) => {
      if (isTakenOver) onMessage(socket, data);
      else if (early.length < MAX_EARLY) early.push(data);
      else socket.close(liveCloseCodes.tooSlow, 'too many messages before the sign-in');
    });
    return () => {
      isTakenOver = true;
      for (const data of early.splice(0)) onMessage(socket, data);
    };
  }

  private async authenticate(socket: WebSocket, data: RawData, hearOn: () => void) {
    const { verifier, clock, logger, onSignIn } = this.options;
    const hello = this.options.hello.safeParse(jsonOf(data));
    if (!hello.success) {
      socket.close(liveCloseCodes.signInRequired, 'the first message must be {type: "authenticate", token}');
      return;
    }
    try {
      const principal = await verifier.verify(hello.data.token);
      const remainingMs = principal.expiresAt.getTime() - clock.now().getTime();
      if (socket.readyState !== socket.OPEN) return;
      this.closeAfter(socket, remainingMs, liveCloseCodes.tokenExpired, 'the access token has expired');
      await onSignIn(socket, principal, hello.data);
      if (socket.readyState === socket.OPEN) hearOn();
    } catch (error) {
      if (error instanceof DomainError) {
        const expired = error.code === 'token-expired';
        socket.close(expired ? liveCloseCodes.tokenExpired : liveCloseCodes.signInRequired, error.message);
        return;
      }
      logger.error({ err: error }, 'a live client could not be signed in');
      socket.close(liveCloseCodes.tryAgainLater, 'live events are not available');
    }
  }

  private closeAfter(socket: WebSocket, ms: number, code: number, reason: string) {
    this.callOff.get(socket)?.();
    this.callOff.set(
      socket,
      afterLong(ms, () => socket.close(code, reason)),
    );
  }
}

/** What a message says; `undefined` when it is no JSON. */
export function jsonOf(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
