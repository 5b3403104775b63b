import { type PluginConfig, ratePeriods } from '@playhead/kong-admin-client';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from '../answers/answer.ts';
import type { Call, GatewayPlugin } from './plugin.ts';

const seconds = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;

/** One period's state after a request was counted. */
interface Count {
  period: (typeof ratePeriods)[number];
  limit: number;
  remaining: number;
  /** Seconds until the period is over. */
  reset: number;
  exceeded: boolean;
}

/** Counts each address on its own, in memory (`policy: local`), from its first request in a period. */
export function rateLimiting(config: PluginConfig<'rate-limiting'>): GatewayPlugin {
  const limiters = ratePeriods.flatMap((period) => {
    const limit = config[period];
    if (limit === undefined) return [];
    return [{ period, limit, limiter: new RateLimiterMemory({ points: limit, duration: seconds[period] }) }];
  });
  return {
    async access(call) {
      const counts = await Promise.all(
        limiters.map(async ({ period, limit, limiter }): Promise<Count> => {
          const { remainingPoints, consumedPoints, msBeforeNext } = await consume(
            limiter,
            call.clientAddress,
          );
          const reset = Math.max(1, Math.ceil(msBeforeNext / 1000));
          return { period, limit, remaining: remainingPoints, reset, exceeded: consumedPoints > limit };
        }),
      );
      if (!config.hide_client_headers) Object.assign(call.toClient, rateHeaders(counts));
      const exceeded = counts.filter((count) => count.exceeded).map((count) => count.reset);
      return exceeded.length > 0 ? tooMany(call, Math.max(...exceeded)) : undefined;
    },
  };
}

/** The library rejects with the count, not with an error, when a limit is exceeded. */
async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (outcome) {
    if (outcome instanceof RateLimiterRes) return outcome;
    throw outcome;
  }
}

/** Kong's headers: those of the tightest period by their standard names, and each period's by Kong's own. */
function rateHeaders(counts: Count[]): Record<string, string> {
  const tightest = counts.reduce((one, other) => (other.remaining < one.remaining ? other : one));
  const each = counts.flatMap(({ period, limit, remaining }) => [
    [`x-ratelimit-limit-${period}`, String(limit)],
    [`x-ratelimit-remaining-${period}`, String(remaining)],
  ]);
  return {
    ...Object.fromEntries(each),
    'ratelimit-limit': String(tightest.limit),
    'ratelimit-remaining': String(tightest.remaining),
    'ratelimit-reset': String(tightest.reset),
  };
}

function tooMany({ requestId }: Call, retryAfter: number) {
  const detail = `Too many requests came from this address. Try again in ${retryAfter} s.`;
  const headers = { 'retry-after': String(retryAfter) };
  return refuse({ code: 'too-many-requests', detail, requestId, headers });
}
