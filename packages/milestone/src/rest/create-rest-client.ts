import type { Foundation } from '../dialect.ts';
import { RestApi } from '../http/rest-api.ts';
import type { MilestoneClient } from '../milestone-client.ts';
import { TokenKeeper } from '../session/token-keeper.ts';
import { planSpeeds } from './plan-speeds.ts';
import { RestClient } from './rest-client.ts';
import { RestTokens } from './rest-tokens.ts';

/** The client of a VMS that speaks the plan's §2 contract. */
export function createRestClient({ config, calls, retryPolicy, gate, connect }: Foundation): MilestoneClient {
  const { clock, log } = retryPolicy;
  const http = connect(config.baseUrl);
  const source = new RestTokens({ http, retryPolicy, account: config });
  const tokens = new TokenKeeper({ source, gate, clock, log, lifetime: calls.lifetime });
  const api = new RestApi({ http, tokens, retryPolicy });
  const { videoSpeeds: speeds = planSpeeds, requestTimeoutMs: idleMs } = config;
  return new RestClient({ calls, http, tokens, api, clock, idleMs, speeds });
}
