import { windowsSchemes } from '../auth/ntlm/windows-schemes.ts';
import { WindowsSignIn } from '../auth/ntlm/windows-sign-in.ts';
import { Tokens } from '../auth/tokens.ts';
import { Cameras } from '../cameras/cameras.ts';
import { builtInSite } from '../cameras/site.ts';
import { type Clock, SettableClock } from '../clock.ts';
import { Counters } from '../control/counters.ts';
import { Faults } from '../faults/faults.ts';
import { createServer } from '../http/server.ts';
import { OpenConnections } from '../net/open-connections.ts';
import { Recordings } from '../recordings/recordings.ts';
import { Encoders } from '../video/encoders.ts';
import { type VideoSpeed, videoSpeeds } from '../video/speeds.ts';
import { Video } from '../video/video.ts';
import { createXProtect } from '../xprotect/xprotect.ts';
import { FixedClock } from './fixed-clock.ts';

interface Given {
  control?: boolean;
  speeds?: readonly VideoSpeed[];
  /** Unless given, one that stands still. */
  real?: Clock;
}

/** The HTTP side with a clock that stands still and without an FFmpeg: no stream is ever free. */
export function givenServer({ control = true, speeds = videoSpeeds, real }: Given = {}) {
  const fixed = new FixedClock('2026-03-01T12:34:56.789Z');
  const clock = new SettableClock(real ?? fixed);
  const site = builtInSite(clock.now());
  const account = { username: 'user', password: 'secret' };
  const xprotect = createXProtect(clock, site.recorders);
  const simulation = {
    clock,
    credentials: account,
    windowsSignIn: new WindowsSignIn({ account, schemes: windowsSchemes, lockouts: xprotect.lockouts }),
    tokens: new Tokens(clock, 3600),
    site,
    cameras: new Cameras(site.cameras),
    recordings: new Recordings(clock, { save: async () => {} }, []),
    video: new Video(new Encoders('no-ffmpeg', 0), 'mp2t', undefined),
    speeds,
    faults: new Faults(),
    counters: new Counters(),
    xprotect,
    connections: new OpenConnections(),
    certificate: undefined,
    initialFaults: [],
  };
  const log: string[] = [];
  const app = createServer(simulation, { control, log: (line) => log.push(line) });
  const authorization = `Bearer ${simulation.tokens.issue()}`;
  /** Calls `/api/rest/v1` with a token in force. */
  const call = (method: 'GET' | 'POST', path: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/rest/v1${path}`,
      headers: { authorization },
      ...(payload && { payload }),
    });
  return { app, call, log, ...simulation, simulation, clock: fixed };
}
