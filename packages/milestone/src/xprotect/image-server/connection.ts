import { once } from 'node:events';
import type net from 'node:net';
import { onAbort } from '../../calls/abort.ts';
import type { Clock } from '../../clock.ts';
import {
  MilestoneError,
  NotFoundError,
  ProtocolError,
  RefusedError,
  UnavailableError,
} from '../../errors.ts';
import { networkError } from '../../http/network-error.ts';
import { openEvent, openSocket } from '../../http/open-socket.ts';
import { safeWords } from '../../http/vms-words.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import { type Rejectable, tokenRejected } from '../../session/with-token.ts';
import { ByteReader } from './byte-reader.ts';
import { type Body, nextMessage, type ServerMessage } from './messages.ts';
import { connectRequest, connectUpdate, gotoRequest, nextRequest } from './requests.ts';
import { SocketPieces } from './socket-pieces.ts';

/** Never sooner than this: a token that is always due must not be asked for without end. */
const LEAST_UPDATE_MS = 1_000;

export interface ConnectionOptions {
  /** The recorder's address; its scheme decides about TLS. */
  uri: string;
  deviceId: string;
  /** The one to connect with. */
  token: string;
  /** Where fresh ones come from while it is open. */
  tokens: TokenKeeper;
  clock: Clock;
  /** Pictures as JPEG, made by the recorder. */
  asJpeg: boolean;
}

export type ImageAnswer = Extract<ServerMessage, { kind: 'images' }>;

/** A connection to the ImageServer of a recorder: one camera, answers in the order of the requests (protocol reference §5.2). */
export class ImageServerConnection {
  private readonly socket: net.Socket;
  readonly #reader: ByteReader;
  #requests = 1;
  #stopUpdating = () => {};
  /** In a row. */
  #refusedUpdates = 0;
  #token: string;

  private constructor(
    private readonly options: ConnectionOptions,
    pieces: SocketPieces,
  ) {
    this.#token = options.token;
    this.socket = pieces.socket;
    this.#reader = new ByteReader(pieces);
  }

  /**
   * @throws NotFoundError `camera` where the recorder does not have it. @throws UnavailableError, RefusedError,
   * ProtocolError. An aborted signal closes the socket at once.
   */
  static async open(
    options: ConnectionOptions,
    signal: AbortSignal,
  ): Promise<Rejectable<ImageServerConnection>> {
    const connection = new ImageServerConnection(options, connect(options.uri));
    const stop = onAbort([signal], (reason) => connection.socket.destroy(reason));
    try {
      if (await connection.#introduce()) return connection;
      connection.close();
      return tokenRejected;
    } catch (error) {
      connection.close();
      throw signal.aborted ? signal.reason : error;
    } finally {
      stop();
    }
  }

  /** Tells once that it is closed, at once if it is. */
  onceClosed(listener: () => void): void {
    if (this.socket.closed) listener();
    else this.socket.once('close', listener);
  }

  /** To the group of pictures that shows a moment, epoch ms. Older recorders send it whole whatever is asked for. */
  goto(time: number, { keyPicturesOnly = false } = {}): void {
    this.#send(gotoRequest(this.#nextId(), time, keyPicturesOnly));
  }

  next(): void {
    this.#send(nextRequest(this.#nextId()));
  }

  /** The answer to the oldest request that has none yet. @throws MilestoneError */
  async answer(): Promise<ImageAnswer> {
    for (;;) {
      const message = await this.#message();
      if (message.kind === 'images') return message;
      const { connected, errorreason } = message.fields;
      if (connected === 'yes') this.#refusedUpdates = 0;
      else if (connected === 'no' && isOfToken(errorreason)) this.#updateAgain();
      else if (connected === 'no') throw refusal(errorreason);
    }
  }

  /** The next bodies of an answer, `undefined` after the last; they are there until more is read. @throws MilestoneError */
  async bodies({ bodies }: ImageAnswer): Promise<Body[] | undefined> {
    try {
      return await bodies.next();
    } catch (error) {
      throw networkError(error, this.options.uri);
    }
  }

  close(): void {
    this.#stopUpdating();
    this.socket.destroy();
  }

  /** `false` where the token is not taken. */
  async #introduce(): Promise<boolean> {
    try {
      await once(this.socket, openEvent(this.socket));
    } catch (error) {
      throw networkError(error, this.options.uri);
    }
    const { deviceId, token, asJpeg } = this.options;
    this.#send(connectRequest(this.#nextId(), { deviceId, token, asJpeg }));
    const answer = await this.#message();
    if (answer.kind !== 'xml') throw new ProtocolError('The recording server answers before it was asked.');
    const { connected, errorreason } = answer.fields;
    if (connected !== 'yes') {
      if (isOfToken(errorreason)) return false;
      throw refusal(errorreason);
    }
    this.#updateInTime();
    return true;
  }

  /** The recorder hangs up when the token ends, so a fresh one is handed in before. */
  #updateInTime(): void {
    const { tokens, clock } = this.options;
    if (this.socket.destroyed) return;
    this.#stopUpdating = clock.after(Math.max(LEAST_UPDATE_MS, tokens.freshForMs), () => this.#updateNow());
  }

  #updateNow(): void {
    this.#update().then(
      () => this.#updateInTime(),
      (error: unknown) => this.socket.destroy(error instanceof Error ? error : undefined),
    );
  }

  /** The VMS gave the token, and the recorder does not take it: one more login, as for any call. @throws UnavailableError */
  #updateAgain(): void {
    this.#refusedUpdates += 1;
    if (this.#refusedUpdates > 1) {
      throw new UnavailableError('The recording server takes none of the fresh tokens that the VMS gives.', {
        answered: true,
      });
    }
    this.#stopUpdating();
    this.options.tokens.reject(this.#token);
    this.#updateNow();
  }

  async #update(): Promise<void> {
    const { tokens, deviceId } = this.options;
    const signal = new AbortController().signal;
    if (tokens.freshForMs === 0) await tokens.renew(signal).catch(stillInForce);
    const token = await tokens.token(signal);
    if (token === this.#token || this.socket.destroyed) return;
    this.#token = token;
    this.#send(connectUpdate(this.#nextId(), deviceId, token));
  }

  async #message(): Promise<ServerMessage> {
    try {
      return await nextMessage(this.#reader);
    } catch (error) {
      throw networkError(error, this.options.uri);
    }
  }

  #send(request: string): void {
    this.socket.write(request);
  }

  #nextId(): number {
    const id = this.#requests;
    this.#requests += 1;
    return id;
  }
}

/** Whoever reads hears of errors; between two reads nobody has to. */
const connect = (uri: string) => new SocketPieces((onread) => openSocket(uri, { onread }));

/** A renewal that fails leaves the token that is still in force; when that ends, so does the connection. */
function stillInForce(error: unknown): void {
  if (!(error instanceof MilestoneError)) throw error;
}

const isOfToken = (reason: string) => /security token|token (?:is )?(?:invalid|expired)/i.test(reason);

/** What another try may help: there is no list of what recorders say (protocol reference §5.2). */
const isPassing = (reason: string) =>
  /\b(?:internal|server error|time-?out|timed out|busy|overloaded|not ready|starting|unavailable|too many|try again)\b/i.test(
    reason,
  );

function refusal(reason: string): MilestoneError {
  if (/unknown device/i.test(reason)) {
    return new NotFoundError('camera', 'The recording server does not have this camera.');
  }
  const words = safeWords(reason);
  if (isPassing(reason)) {
    return new UnavailableError(`The recording server cannot serve now: ${words}`, { answered: true });
  }
  return new RefusedError(403, `The recording server refuses the connection${words ? `: ${words}` : '.'}`);
}
