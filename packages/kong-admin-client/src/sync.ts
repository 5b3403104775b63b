import { setTimeout as sleep } from 'node:timers/promises';
import type { KongAdminClient } from './admin/client.ts';
import { KongUnavailableError } from './admin/errors.ts';
import type { KongConfig } from './declarative/entities.ts';

export interface SyncOptions {
  client: Pick<KongAdminClient, 'status' | 'applyConfig' | 'routes'>;
  config: KongConfig;
  /** How often a Kong that does not answer is asked, the first time included. */
  attempts?: number;
  /** Between two attempts, in ms. */
  delayMs?: number;
  /** How waiting is done; a test need not wait. */
  wait?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  signal?: AbortSignal;
}

const wait = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { ...(signal && { signal }) });

/**
 * Waits until Kong answers, gives it the routing table and waits until it runs with it.
 *
 * @throws KongUnavailableError when Kong does not answer, or does not take over the table, in all attempts;
 *   KongRefusedError at once when Kong does not want the table.
 */
export async function syncKongConfig(options: SyncOptions): Promise<void> {
  const { client, config, signal } = options;
  await untilAvailable(options, () => client.status(signal));
  await untilAvailable(options, () => client.applyConfig(config, signal));
  await untilAvailable(options, async () => {
    const missing = await missingRoutes(options);
    if (missing.length === 0) return;
    throw new KongUnavailableError(`Kong does not have the routes ${missing.join(', ')}.`);
  });
}

export interface KeepOptions extends SyncOptions {
  /** Between two looks, in ms. */
  intervalMs: number;
  onApplied: () => void;
  /** Kong can't be asked at the moment; it is asked again after `intervalMs`. */
  onTrouble: (error: KongUnavailableError) => void;
}

/**
 * Gives Kong its routing table and then keeps looking: without a database, a Kong that was started again has none.
 * Ends only with `signal`, by rejecting with its reason, or with KongRefusedError.
 */
export async function keepKongConfig(options: KeepOptions): Promise<never> {
  const { intervalMs, onApplied, onTrouble, signal } = options;
  let applied = false;
  for (;;) {
    try {
      // The first time in any case: what is there may be an older table.
      if (!applied || (await missingRoutes(options)).length > 0) {
        await syncKongConfig(options);
        applied = true;
        onApplied();
      }
    } catch (error) {
      if (!(error instanceof KongUnavailableError)) throw error;
      onTrouble(error);
    }
    await (options.wait ?? wait)(intervalMs, signal);
  }
}

async function missingRoutes({ client, config, signal }: SyncOptions): Promise<string[]> {
  const present = new Set((await client.routes(signal)).map(({ name }) => name));
  return config.services
    .flatMap(({ routes }) => routes.map(({ name }) => name))
    .filter((name) => !present.has(name));
}

async function untilAvailable(options: SyncOptions, step: () => Promise<unknown>): Promise<void> {
  const { attempts = 60, delayMs = 1_000, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      await step();
      return;
    } catch (error) {
      if (!(error instanceof KongUnavailableError) || attempt >= attempts) throw error;
      await (options.wait ?? wait)(delayMs, signal);
    }
  }
}
