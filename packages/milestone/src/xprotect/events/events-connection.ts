import { WebSocket } from 'ws';
import type { z } from 'zod';
import { onAbort } from '../../calls/abort.ts';
import type { Clock } from '../../clock.ts';
import { type MilestoneError, ProtocolError, UnavailableError } from '../../errors.ts';
import { jsonOrNothing } from '../../http/json-or-nothing.ts';
import { type Rejectable, tokenRejected } from '../../session/with-token.ts';
import { refusedCommand, refusedUpgrade, socketError } from './failures.ts';
import { type Answer, type CameraEvent, Frame } from './wire.ts';

/** Behind the API Gateway (protocol reference §6). */
const PATH = '/api/ws/events/v1';
/** The states of 50,000 cameras fit. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How often it is asked for a sign of life where there was none, in ms. */
const PING_MS = 10_000;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: MilestoneError): void;
}

export interface EventsConnectionOptions {
  baseUrl: string;
  token: string;
  clock: Clock;
  /** Called with what is pushed, in the order in which it came. */
  onEvents: (events: readonly CameraEvent[]) => void;
}

/** One connection to the events WebSocket: commands with their answers, and what is pushed. */
export class EventsConnection {
  /** Resolves with the reason once it is over. */
  readonly ended: Promise<MilestoneError>;
  #end: (reason: MilestoneError) => void = () => {};
  readonly #waiting = new Map<number, Waiting>();
  #commands = 0;
  #hasHeard = true;
  #stopPinging = () => {};

  private constructor(
    private readonly socket: WebSocket,
    private readonly options: EventsConnectionOptions,
  ) {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    socket.on('message', (data) => this.#take(String(data)));
    socket.on('pong', () => this.#hear());
    socket.on('close', (code) => this.#over(new UnavailableError(`The VMS ended the events (${code}).`)));
    socket.on('error', (error) => this.#over(socketError(error, options.baseUrl)));
  }

  /** @throws RefusedError where the VMS has no events for us, and other MilestoneErrors. */
  static open(options: EventsConnectionOptions, signal: AbortSignal): Promise<Rejectable<EventsConnection>> {
    const { baseUrl, token, clock } = options;
    const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}${PATH}`, {
      headers: { Authorization: `Bearer ${token}`, 'User-Agent': 'playhead' },
      maxPayload: MOST_BYTES,
      perMessageDeflate: false,
    });
    const connection = new EventsConnection(socket, options);
    return new Promise((resolve, reject) => {
      const stop = onAbort([signal], (reason) => connection.#over(reason));
      socket.once('open', () => {
        stop();
        connection.#ping();
        resolve(connection);
      });
      socket.once('unexpected-response', (_request, { statusCode = 0, headers }) => {
        if (statusCode === 401) resolve(tokenRejected);
        connection.#over(refusedUpgrade(statusCode, headers, clock.now()));
      });
      void connection.ended.then((reason) => {
        stop();
        reject(reason);
      });
    });
  }

  /** @throws RefusedError, UnavailableError, ProtocolError */
  async ask<S extends z.ZodType>(
    command: string,
    fields: object,
    schema: S,
    signal: AbortSignal,
  ): Promise<Rejectable<z.output<S>>> {
    const commandId = this.#commands;
    this.#commands += 1;
    const frame = await this.#answer(commandId, { command, commandId, ...fields }, signal);
    if (frame.status === 401) return tokenRejected;
    if (frame.status >= 300) throw refusedCommand(command, frame);
    const answer = schema.safeParse(frame);
    if (answer.success) return answer.data;
    const error = this.#broken(`its answer to ${command} is not as its API promises`);
    this.#over(error);
    throw error;
  }

  /** Hangs up at once. */
  close(): void {
    this.#over(new UnavailableError('The connection to the events of the VMS is closed.'));
  }

  #answer(commandId: number, command: object, signal: AbortSignal) {
    return new Promise<Answer>((resolve, reject) => {
      const stop = onAbort([signal], (reason) => this.#over(reason));
      const settle = () => {
        stop();
        this.#waiting.delete(commandId);
      };
      this.#waiting.set(commandId, {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      void this.ended.then((reason) => this.#waiting.get(commandId)?.reject(reason));
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
    });
  }

  #take(text: string): void {
    this.#hear();
    const frame = Frame.safeParse(jsonOrNothing(text));
    const { data } = frame;
    if (data === undefined) this.#over(this.#broken('what it sent can not be read'));
    else if (data.events !== undefined) this.options.onEvents(data.events);
    else if (data.commandId !== undefined) this.#waiting.get(data.commandId)?.resolve(data);
  }

  #hear(): void {
    this.#hasHeard = true;
  }

  #ping(): void {
    if (!this.#hasHeard) {
      const seconds = PING_MS / 1000;
      this.#over(new UnavailableError(`The VMS gave no sign of life on its events for ${seconds} s.`));
      return;
    }
    this.#hasHeard = false;
    this.socket.ping();
    this.#stopPinging = this.options.clock.after(PING_MS, () => this.#ping());
  }

  #broken(what: string): ProtocolError {
    return new ProtocolError(`The events of the VMS at ${this.options.baseUrl} are broken: ${what}.`);
  }

  /** Only the first reason counts. */
  #over(reason: MilestoneError): void {
    this.#end(reason);
    this.#stopPinging();
    this.socket.terminate();
  }
}
