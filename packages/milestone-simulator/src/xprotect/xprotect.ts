import type { Clock } from '../clock.ts';
import { Alarms } from './alarms/alarms.ts';
import { UserDefinedEvents } from './alarms/user-defined-events.ts';
import { Bookmarks } from './bookmarks/bookmarks.ts';
import { EventHub } from './events/event-hub.ts';
import { AccessTokens } from './identity/access-tokens.ts';
import { Lockouts } from './identity/lockouts.ts';
import { VmsTokens } from './identity/vms-tokens.ts';
import { ManualRecordingRules } from './recorder/manual-recording-rules.ts';
import { RecordingServer } from './recording-servers.ts';
import { type VersionProfile, versionProfiles } from './version.ts';
import type { XProtectOptions } from './xprotect-options.ts';

const ACCESS_TOKEN_SECONDS = 3600;
/** Four hours, as seen on live servers (protocol reference §3.2). */
const VMS_TOKEN_SECONDS = 4 * 3600;

/** What the `xprotect` dialect knows beside what both dialects share. */
export interface XProtect {
  profile: VersionProfile;
  strictXml: boolean;
  accessTokens: AccessTokens;
  vmsTokens: VmsTokens;
  lockouts: Lockouts;
  servers: readonly RecordingServer[];
  manualRecording: ManualRecordingRules;
  events: EventHub;
  alarms: Alarms;
  bookmarks: Bookmarks;
  userDefinedEvents: UserDefinedEvents;
}

/** `recorders` are their names. */
export function createXProtect(
  clock: Clock,
  recorders: readonly string[],
  options: XProtectOptions = {},
): XProtect {
  return {
    profile: versionProfiles[options.version ?? '2025R1'],
    strictXml: options.strictXml ?? false,
    accessTokens: new AccessTokens(clock, options.accessTokenLifetimeSeconds ?? ACCESS_TOKEN_SECONDS),
    vmsTokens: new VmsTokens(clock, options.vmsTokenLifetimeSeconds ?? VMS_TOKEN_SECONDS),
    lockouts: new Lockouts(clock),
    servers: recorders.map((name, index) => new RecordingServer(index + 1, name)),
    events: new EventHub(clock),
    alarms: new Alarms(clock),
    bookmarks: new Bookmarks(),
    userDefinedEvents: new UserDefinedEvents(clock),
    manualRecording: new ManualRecordingRules(options.recordingTimeoutMinutes),
  };
}
