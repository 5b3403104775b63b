import type { XProtectVersion } from './version.ts';

/** How the `xprotect` dialect is spoken; every setting has a default. */
export interface XProtectOptions {
  version?: XProtectVersion | undefined;
  accessTokenLifetimeSeconds?: number | undefined;
  vmsTokenLifetimeSeconds?: number | undefined;
  /** Refuses SOAP bodies whose elements have a prefix, as some recorders do. */
  strictXml?: boolean | undefined;
  /** After how many minutes cameras end a manual recording by themselves; 0 is never. */
  recordingTimeoutMinutes?: number | undefined;
  /** The first recorder's port, the second has the next; 0, the default, takes any free ones. */
  recorderPort?: number | undefined;
}
