import type { WindowsSignIn } from './auth/ntlm/windows-sign-in.ts';
import type { Tokens } from './auth/tokens.ts';
import type { Cameras } from './cameras/cameras.ts';
import type { Site } from './cameras/site.ts';
import type { SettableClock } from './clock.ts';
import type { Counters } from './control/counters.ts';
import type { FaultInput } from './faults/fault.ts';
import type { Faults } from './faults/faults.ts';
import type { OpenConnections } from './net/open-connections.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { VideoSpeed } from './video/speeds.ts';
import type { Video } from './video/video.ts';
import type { XProtect } from './xprotect/xprotect.ts';

/** Everything that the routes act upon. */
export interface Simulation {
  clock: SettableClock;
  credentials: { username: string; password: string };
  windowsSignIn: WindowsSignIn;
  tokens: Tokens;
  site: Pick<Site, 'name' | 'recorders'>;
  cameras: Cameras;
  recordings: Recordings;
  video: Video;
  /** Those that `/video` serves; others are refused. */
  speeds: readonly VideoSpeed[];
  faults: Faults;
  counters: Counters;
  xprotect: XProtect;
  connections: OpenConnections;
  /** What a client has to trust, PEM; `undefined` where TLS is not spoken. */
  certificate: string | undefined;
  /** Those of the scenario, to which a reset returns. */
  initialFaults: readonly FaultInput[];
}
