import { z } from 'zod';
import { waitFor } from '../../calls/abort.ts';
import type { Clock } from '../../clock.ts';
import { MilestoneError } from '../../errors.ts';
import { jsonOrNothing } from '../../http/json-or-nothing.ts';
import type { VmsHttp } from '../../http/vms-http.ts';
import type { MilestoneLog } from '../../log.ts';

/** The gateway's list of services; it wants no token (protocol reference §1.1). */
const SERVICES_PATH = '/api/.well-known/uris';
/** A VMS is updated by hand, and rarely; in ms. */
const TRUSTED_MS = 3_600_000;
/** A VMS that did not tell, or was away, is left in peace for so long, in ms: who asks may be about to open a stream. */
const PAUSE_MS = 60_000;

/** A release as its product version begins: `24.2` is 2024 R2. */
export type ReleaseNumber = readonly [year: number, release: number];

const ServiceList = z.object({
  ProductVersion: z
    .string()
    .regex(/^\d{1,4}\.\d{1,3}(?:\.|$)/)
    .transform((text): ReleaseNumber => {
      const [year = 0, release = 0] = text.split('.').map(Number);
      return [year, release];
    }),
});

interface Options {
  http: VmsHttp;
  clock: Clock;
  log: MilestoneLog;
  /** Ends what is asked for everybody: that belongs to no caller, only to the client. */
  lifetime: AbortSignal;
}

/**
 * Which release of XProtect answers, as it says itself. Asked once an hour at most, once a minute while it does not tell, and
 * nobody waits who knows it already.
 */
export class Release {
  #known: ReleaseNumber | undefined;
  #askAgainAt = 0;
  #reading: Promise<void> | undefined;

  constructor(private readonly options: Options) {}

  /** `false` too where the VMS does not tell, or can not be asked now: then it is asked again after a pause. */
  async isAtLeast([year, release]: ReleaseNumber, signal: AbortSignal): Promise<boolean> {
    if (this.options.clock.now() >= this.#askAgainAt) {
      const reading = this.#readOnce();
      if (!this.#known) await waitFor(reading, signal);
    }
    const [ours = 0, ourRelease = 0] = this.#known ?? [];
    return ours > year || (ours === year && ourRelease >= release);
  }

  #readOnce(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const told = await this.#ask();
    this.#known = told ?? this.#known;
    this.#askAgainAt = this.options.clock.now() + (told ? TRUSTED_MS : PAUSE_MS);
  }

  async #ask(): Promise<ReleaseNumber | undefined> {
    const { http, log, lifetime } = this.options;
    try {
      const { body } = await http.whole({ method: 'GET', path: SERVICES_PATH, pool: 'read' }, lifetime);
      const { data } = ServiceList.safeParse(jsonOrNothing(body.toString()));
      if (data) return data.ProductVersion;
      log('info', 'The VMS does not tell its release; what not every release can do is left alone.');
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      log('info', `The VMS could not be asked for its release: ${error.message}`);
    }
    return undefined;
  }
}
