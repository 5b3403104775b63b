import { type CallReport, Calls } from './calls/calls.ts';
import { type Clock, systemClock } from './clock.ts';
import type { MilestoneConfig } from './config.ts';
import { VmsHttp } from './http/vms-http.ts';
import type { MilestoneLog } from './log.ts';
import type { MilestoneClient } from './milestone-client.ts';
import { RestApi } from './rest/rest-api.ts';
import { RestClient } from './rest/rest-client.ts';
import { RestTokens } from './rest/rest-tokens.ts';
import { TokenKeeper } from './session/token-keeper.ts';

/** What the client takes from its surroundings; all of it may be left out. */
export interface MilestoneSurroundings {
  clock?: Clock;
  /** 0 to 1, for the jitter of retries. */
  random?: () => number;
  log?: MilestoneLog;
  /** Told of each finished call, for metrics. */
  onCall?: (report: CallReport) => void;
  /** The id of the request that is being answered; the VMS gets it as `X-Request-Id`. */
  requestId?: () => string | undefined;
}

/** A client for one VMS. It connects at the first call; `close()` ends it. */
export function createMilestoneClient(
  config: MilestoneConfig,
  {
    clock = systemClock,
    random = Math.random,
    log = () => {},
    onCall,
    requestId,
  }: MilestoneSurroundings = {},
): MilestoneClient {
  const calls = new Calls({
    dialect: 'rest',
    clock,
    timeoutMs: config.requestTimeoutMs,
    baseUrl: config.baseUrl,
    onCall,
  });
  const retryPolicy = {
    attempts: config.retryAttempts,
    delayMs: config.retryDelayMs,
    patienceMs: config.requestTimeoutMs,
    clock,
    random,
    log,
  };
  const http = new VmsHttp({
    baseUrl: config.baseUrl,
    timeoutMs: config.requestTimeoutMs,
    maxConnections: config.maxConnections,
    maxVideoConnections: config.maxVideoConnections ?? config.maxConnections,
    clock,
    requestId,
  });
  const source = new RestTokens({ http, retryPolicy, account: config });
  const tokens = new TokenKeeper({ source, clock, log, lifetime: calls.lifetime });
  const api = new RestApi({ http, tokens, retryPolicy });
  return new RestClient({ calls, http, tokens, api, clock, idleMs: config.requestTimeoutMs });
}
