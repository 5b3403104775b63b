import { type CallReport, Calls } from './calls/calls.ts';
import { type Clock, systemClock } from './clock.ts';
import type { MilestoneConfig } from './config.ts';
import { VmsHttp } from './http/vms-http.ts';
import type { MilestoneLog } from './log.ts';
import type { MilestoneClient } from './milestone-client.ts';
import { createRestClient } from './rest/create-rest-client.ts';
import { LoginGate, type LoginRefusal } from './session/login-gate.ts';
import type { LoginTurns } from './session/login-turns.ts';
import { createXProtectClient } from './xprotect/create-xprotect-client.ts';

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
  /** Where the clients of several processes take turns with one account; unless given, this client goes by itself. */
  loginTurns?: LoginTurns;
  /** Told when the VMS refuses the account, each time it does, and with nothing once it takes it again. */
  onRefusal?: (refusal: LoginRefusal | undefined) => void;
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
    loginTurns,
    onRefusal,
  }: MilestoneSurroundings = {},
): MilestoneClient {
  const calls = new Calls({
    dialect: config.api,
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
  const connect = (baseUrl: string) =>
    new VmsHttp({
      baseUrl,
      timeoutMs: config.requestTimeoutMs,
      maxConnections: config.maxConnections,
      maxVideoConnections: config.maxVideoConnections ?? config.maxConnections,
      clock,
      requestId,
    });
  const gate = new LoginGate(clock, { turns: loginTurns, onRefusal, log });
  const foundation = { config, calls, connect, retryPolicy, gate };
  return config.api === 'xprotect' ? createXProtectClient(foundation) : createRestClient(foundation);
}
