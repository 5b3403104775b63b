import type { Clock } from '../clock.ts';
import { AbortedError, MilestoneError, type MilestoneErrorKind, UnavailableError } from '../errors.ts';
import type { CallOptions, MilestoneClient, MilestoneDialect } from '../milestone-client.ts';
import { linkSignals } from './abort.ts';

/** One finished call of the port, for metrics and logs. `bug` is anything but a `MilestoneError`. */
export interface CallReport {
  dialect: MilestoneDialect;
  operation: Exclude<keyof MilestoneClient, 'close'>;
  outcome: 'ok' | MilestoneErrorKind | 'bug';
  durationMs: number;
}

interface Options {
  dialect: MilestoneDialect;
  clock: Clock;
  /** For a whole call: waiting for a session, every try and the pauses between them. */
  timeoutMs: number;
  baseUrl: string;
  onCall?: ((report: CallReport) => void) | undefined;
}

/** Runs the port's calls: each ends in time, with its caller's signal or with the client, and is reported. */
export class Calls {
  readonly #lifetime = new AbortController();

  constructor(private readonly options: Options) {}

  /** Aborted when the client closes. */
  get lifetime(): AbortSignal {
    return this.#lifetime.signal;
  }

  async run<T>(
    operation: CallReport['operation'],
    options: CallOptions | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { dialect, clock, timeoutMs, baseUrl, onCall } = this.options;
    const startedAt = clock.now();
    const link = linkSignals(this.lifetime, options?.signal);
    const cancel = clock.after(timeoutMs, () => {
      link.abort(new UnavailableError(`The VMS at ${baseUrl} did not answer within ${timeoutMs / 1000} s.`));
    });
    let outcome: CallReport['outcome'] = 'ok';
    try {
      link.signal.throwIfAborted();
      return await work(link.signal);
    } catch (error) {
      outcome = error instanceof MilestoneError ? error.kind : 'bug';
      throw error;
    } finally {
      cancel();
      link.release();
      onCall?.({ dialect, operation, outcome, durationMs: clock.now() - startedAt });
    }
  }

  close() {
    this.#lifetime.abort(new AbortedError('The connection to the VMS is closed.'));
  }
}
