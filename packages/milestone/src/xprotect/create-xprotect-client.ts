import { Slots } from '../calls/slots.ts';
import type { Foundation } from '../dialect.ts';
import { RestApi } from '../http/rest-api.ts';
import type { MilestoneClient } from '../milestone-client.ts';
import { TokenKeeper } from '../session/token-keeper.ts';
import { Cameras } from './cameras.ts';
import { ConfigApi } from './config/config-api.ts';
import { Directory } from './config/directory.ts';
import { Release } from './config/release.ts';
import { CameraFollowing } from './events/camera-following.ts';
import { IdentityTokens } from './identity/identity-tokens.ts';
import { ManualRecordings } from './recorder/manual-recordings.ts';
import { Recorder } from './recorder/recorder.ts';
import { Recorders } from './recorder/recorders.ts';
import { RecordingSwitches } from './recorder/recording-switches.ts';
import { SessionTokens } from './server-command/session-tokens.ts';
import { DeviceStatuses } from './status/device-status.ts';
import { XProtectClient } from './xprotect-client.ts';

/** The client of a real XProtect (protocol reference). */
export function createXProtectClient({
  config,
  calls,
  retryPolicy,
  gate,
  connect,
}: Foundation): MilestoneClient {
  const { clock, log } = retryPolicy;
  const { sessionTimeoutMs } = config;
  const http = connect(config.baseUrl);
  const keep = { clock, log, lifetime: calls.lifetime };
  const identity = new IdentityTokens({ http, retryPolicy, account: config });
  const accessTokens = new TokenKeeper({ source: identity, gate, ...keep });
  const sessions = new SessionTokens({ http, retryPolicy, accessTokens, sessionTimeoutMs });
  const sessionTokens = new TokenKeeper({ source: sessions, ...keep });
  const api = new RestApi({ http, tokens: accessTokens, retryPolicy });
  const configApi = new ConfigApi(api);
  const directory = new Directory(configApi, clock, calls.lifetime);
  const recorders = new Recorders(
    (uri) => new Recorder({ http: connect(uri), tokens: sessionTokens, retryPolicy }),
  );
  const statuses = new DeviceStatuses({ recorders, tokens: sessionTokens, clock, log });
  return new XProtectClient({
    calls,
    http,
    accessTokens,
    sessionTokens,
    directory,
    release: new Release({ http, clock, log, lifetime: calls.lifetime }),
    cameras: new Cameras(directory, statuses, clock),
    recorders,
    following: new CameraFollowing({
      calls,
      baseUrl: config.baseUrl,
      accessTokens,
      directory,
      recorders,
      statuses,
      retryPolicy,
    }),
    recordings: new ManualRecordings(new RecordingSwitches(configApi, clock), clock),
    connections: new Slots(config.maxVideoConnections ?? config.maxConnections),
    retryPolicy,
    idleMs: config.requestTimeoutMs,
  });
}
