import type { z } from 'zod';
import type { KongConfig } from '../declarative/entities.ts';
import {
  KongConsumer,
  KongPlugin,
  KongRefusal,
  KongRoute,
  KongService,
  KongStatus,
  page,
} from './answers.ts';
import { KongRefusedError, KongUnavailableError } from './errors.ts';

export interface KongAdminOptions {
  /** Such as `http://kong:8001`. */
  baseUrl: string;
  /** For one call, in ms. */
  timeoutMs?: number;
}

/** Kong sends lists in pieces; more than this many is not a list of ours. */
const MAX_PAGES = 100;

/**
 * Kong 3's Admin API, as far as a gateway without a database needs it.
 *
 * Every method throws KongUnavailableError when Kong can't be asked, and KongRefusedError when it says no.
 */
export class KongAdminClient {
  private readonly baseUrl: string;
  private readonly timeoutMs: number;

  constructor({ baseUrl, timeoutMs = 10_000 }: KongAdminOptions) {
    this.baseUrl = baseUrl.replace(/\/+$/, '');
    this.timeoutMs = timeoutMs;
  }

  async status(signal?: AbortSignal): Promise<KongStatus> {
    return this.read('/status', KongStatus, signal);
  }

  async services(signal?: AbortSignal): Promise<KongService[]> {
    return this.list('/services', KongService, signal);
  }

  async routes(signal?: AbortSignal): Promise<KongRoute[]> {
    return this.list('/routes', KongRoute, signal);
  }

  async plugins(signal?: AbortSignal): Promise<KongPlugin[]> {
    return this.list('/plugins', KongPlugin, signal);
  }

  async consumers(signal?: AbortSignal): Promise<KongConsumer[]> {
    return this.list('/consumers', KongConsumer, signal);
  }

  /** Replaces everything Kong runs with (`POST /config`). All of it holds, or nothing changes. */
  async applyConfig(config: KongConfig, signal?: AbortSignal): Promise<void> {
    const answer = await this.ask('/config', signal, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(config),
    });
    await answer.body?.cancel();
  }

  private async list<T>(path: string, item: z.ZodType<T>, signal?: AbortSignal): Promise<T[]> {
    const items: T[] = [];
    let offset: string | null | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const query = offset ? `?offset=${encodeURIComponent(offset)}` : '';
      const answer = await this.read(path + query, page(item), signal);
      items.push(...answer.data);
      offset = answer.offset;
      if (!offset) return items;
    }
    throw new KongUnavailableError(`Kong's list at ${path} does not end.`);
  }

  private async read<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
    const answer = await this.ask(path, signal, {});
    const parsed = schema.safeParse(await bodyOf(answer));
    if (parsed.success) return parsed.data;
    throw new KongUnavailableError(
      `What answers at ${this.baseUrl}${path} is not Kong 3. Check KONG_ADMIN_URL.`,
    );
  }

  private async ask(path: string, signal: AbortSignal | undefined, init: RequestInit): Promise<Response> {
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    let answer: Response;
    try {
      answer = await fetch(this.baseUrl + path, { ...init, signal: either, redirect: 'error' });
    } catch (cause) {
      signal?.throwIfAborted();
      throw new KongUnavailableError(`Kong's Admin API does not answer at ${this.baseUrl}.`, { cause });
    }
    if (answer.ok) return answer;
    const reasons = reasonsIn(await bodyOf(answer));
    if (answer.status < 500) throw new KongRefusedError(answer.status, reasons);
    throw new KongUnavailableError(`Kong answered ${answer.status}: ${reasons}`);
  }
}

/** The body as JSON, or undefined when it is none. */
async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonsIn(body: unknown): string {
  const { message, error, fields } = KongRefusal.safeParse(body).data ?? {};
  const text = message ?? error ?? 'it does not say why';
  return fields === undefined ? text : `${text} ${JSON.stringify(fields)}`;
}
