import type { Clock } from '../clock.ts';
import { AbortedError, MilestoneError, type MilestoneErrorKind } from '../errors.ts';
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
  onCall?: ((report: CallReport) => void) | undefined;
}

/** Runs the port's calls: each ends with its caller's signal or with the client, and is reported. */
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
    const { dialect, clock, onCall } = this.options;
    const startedAt = clock.now();
    const link = linkSignals(this.lifetime, options?.signal);
    let outcome: CallReport['outcome'] = 'ok';
    try {
      link.signal.throwIfAborted();
      return await work(link.signal);
    } catch (error) {
      outcome = error instanceof MilestoneError ? error.kind : 'bug';
      throw error;
    } finally {
      link.release();
      onCall?.({ dialect, operation, outcome, durationMs: clock.now() - startedAt });
    }
  }

  close() {
    this.#lifetime.abort(new AbortedError('The connection to the VMS is closed.'));
  }
}
