import { findFfmpeg } from '@playhead/ffmpeg';
import { type WindowsScheme, windowsSchemes } from './auth/ntlm/windows-schemes.ts';
import { WindowsSignIn } from './auth/ntlm/windows-sign-in.ts';
import { Tokens } from './auth/tokens.ts';
import { Cameras } from './cameras/cameras.ts';
import { builtInSite } from './cameras/site.ts';
import { type Clock, type ClockSetting, SettableClock, systemClock } from './clock.ts';
import { type CameraEdit, editCamera } from './control/camera-edit.ts';
import { addFault, expireTokens, reset, setRecorderDown, stateOf } from './control/control.ts';
import { Counters } from './control/counters.ts';
import type { SimulatorState } from './control/simulator-state.ts';
import type { FaultInput } from './faults/fault.ts';
import { Faults } from './faults/faults.ts';
import type { Hold } from './faults/holds.ts';
import type { Match } from './faults/match.ts';
import { createServer } from './http/server.ts';
import { inUrl, isLoopback, reachable } from './net/hosts.ts';
import { Listener } from './net/listener.ts';
import { OpenConnections } from './net/open-connections.ts';
import { Tls, type TlsOptions } from './net/tls.ts';
import { type Preparation, PreparedVideo } from './prepared/prepared-video.ts';
import { RecordingFile } from './recordings/recording-file.ts';
import { Recordings } from './recordings/recordings.ts';
import type { Scenario } from './scenario/scenario.ts';
import { siteOf } from './scenario/site-of.ts';
import { Encoders } from './video/encoders.ts';
import type { VideoContainer } from './video/encoding.ts';
import { loadFootage } from './video/load-footage.ts';
import { type VideoSpeed, videoSpeeds } from './video/speeds.ts';
import { Video } from './video/video.ts';
import { Recorders } from './xprotect/recorder/recorders.ts';
import { createXProtect } from './xprotect/xprotect.ts';
import type { XProtectOptions } from './xprotect/xprotect-options.ts';

/** Every setting has a default; `port` 0, the default here, is any free one. */
export interface SimulatorOptions {
  host?: string | undefined;
  port?: number | undefined;
  username?: string | undefined;
  password?: string | undefined;
  /** The site to simulate; without it the built-in one is. */
  scenario?: Scenario | undefined;
  /** How many cameras the built-in site has; those it draws by name unless given. */
  cameras?: number | undefined;
  tokenLifetimeSeconds?: number | undefined;
  /** The names by which NTLM is offered to Windows users, both unless given. */
  windowsSchemes?: readonly WindowsScheme[] | undefined;
  container?: VideoContainer | undefined;
  /** The speeds that `/video` serves, all of them unless given; `[1]` is a VMS that sends forwards at normal speed only. */
  speeds?: readonly VideoSpeed[] | undefined;
  /** How long footage is kept; a week unless given. */
  retentionDays?: number | undefined;
  /** Where manual recordings are kept over a restart; without it they are forgotten. */
  directory?: string | undefined;
  /** A film to show instead of the drawn scene. */
  footage?: string | undefined;
  /** H.264 that is encoded once, at the start, and repeats under a true time strip: no FFmpeg for a stream. */
  prepared?: Preparation | undefined;
  ffmpegPath?: string | undefined;
  /** How many FFmpeg processes may run at a time. */
  maxEncoders?: number | undefined;
  clock?: Clock | undefined;
  /** With it the `xprotect` dialect is spoken too, `{}` with its defaults. */
  xprotect?: XProtectOptions | undefined;
  /** With it TLS is spoken, `{}` by the recorders and with a certificate made at the start. */
  tls?: TlsOptions | undefined;
  /** By which name or address clients come, as the recorders' addresses tell; `host` unless given. */
  publicHost?: string | undefined;
  log?: ((line: string) => void) | undefined;
}

/** A simulator that listens, with the control API's means at hand. */
export interface RunningSimulator {
  /** Its origin, `http://host:port`, or `https:` where the gateway speaks TLS. */
  url: string;
  port: number;
  /** What a client has to trust where TLS is spoken, PEM. */
  certificate: string | undefined;
  /** @throws ApiError where a camera is named that there is none of, or TLS is meant that is not spoken. */
  addFault(fault: FaultInput): void;
  clearFaults(): void;
  /** Keeps the next call that matches waiting until it is let go. */
  hold(match: Match): Hold;
  /** Renames, moves, disables, breaks or limits a camera until `reset`. */
  changeCamera(id: string, change: CameraEdit): void;
  /** Takes a camera away until `reset`. */
  removeCamera(id: string): void;
  expireTokens(): void;
  /** After how many minutes the camera ends a manual recording by itself until `reset`; `undefined` for never (`xprotect` only). */
  limitManualRecording(cameraId: string, minutes: number | undefined): void;
  /** Takes a recorder off the network, or puts it back (`xprotect` only). */
  setRecorderDown(number: number, isDown: boolean): void;
  /** Sets the clock: at an instant (epoch ms), standing still or going on; what is left out stays. */
  setClock(setting: ClockSetting): void;
  state(): SimulatorState;
  reset(): Promise<void>;
  /** Ends connections and FFmpeg processes. */
  close(): Promise<void>;
}

export const DEFAULT_USERNAME = 'playhead';
export const DEFAULT_PASSWORD = 'playhead-simulator';

/**
 * Starts a Milestone VMS to develop and test against.
 *
 * @throws FfmpegMissingError, FootageError, PreparationError, RecordingFileError, TlsError, or the listen error (`EADDRINUSE`).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { host = '127.0.0.1', port = 0, directory, footage, scenario } = options;
  const clock = new SettableClock(options.clock ?? systemClock, scenario?.clock);
  const site = scenario
    ? siteOf(scenario, clock.now())
    : builtInSite(clock.now(), options.cameras, options.retentionDays);
  const ffmpeg = await findFfmpeg(options.ffmpegPath);
  const file = directory === undefined ? undefined : new RecordingFile(directory);
  const loop = footage === undefined ? undefined : await loadFootage(ffmpeg, footage);
  const container = options.container ?? 'mp2t';
  const prepared = options.prepared && (await PreparedVideo.make(ffmpeg, container, options.prepared));
  const encoders = new Encoders(ffmpeg, options.maxEncoders ?? 64);
  const { username = DEFAULT_USERNAME, password = DEFAULT_PASSWORD } = options;
  const publicHost = options.publicHost ?? reachable(host);
  const tlsOptions = options.tls ?? scenario?.tls;
  const tls = tlsOptions && (await Tls.of(tlsOptions, publicHost));
  const xprotect = createXProtect(clock, site.recorders, options.xprotect);
  const simulation = {
    clock,
    credentials: { username, password },
    windowsSignIn: new WindowsSignIn({
      account: { username, password },
      schemes: options.windowsSchemes ?? windowsSchemes,
      lockouts: xprotect.lockouts,
    }),
    tokens: new Tokens(clock, options.tokenLifetimeSeconds ?? 3600),
    site,
    cameras: new Cameras(site.cameras),
    recordings: new Recordings(clock, file ?? { save: async () => undefined }, (await file?.load()) ?? []),
    video: new Video(encoders, container, loop, prepared),
    speeds: options.speeds ?? videoSpeeds,
    faults: new Faults(),
    counters: new Counters(),
    xprotect,
    connections: new OpenConnections(),
    certificate: tls?.certificate,
    initialFaults: scenario?.faults ?? [],
  };
  for (const fault of simulation.initialFaults) addFault(simulation, fault);
  const log = options.log ?? (() => undefined);
  const app = createServer(simulation, {
    control: isLoopback(host),
    log,
    xprotect: options.xprotect !== undefined,
  });
  await app.ready();
  const gatewayTls = tlsOptions?.at === 'all' ? tls : undefined;
  const gateway = await Listener.start({
    host,
    port,
    tls: gatewayTls,
    name: 'gateway',
    faults: simulation.faults,
    connections: simulation.connections,
    accept: (socket) => void app.server.emit('connection', socket),
  });
  const recorders =
    options.xprotect &&
    (await Recorders.start(simulation, { host, publicHost, log, tls, ...options.xprotect }));
  return {
    url: `${gatewayTls ? 'https' : 'http'}://${inUrl(publicHost)}:${gateway.port}`,
    port: gateway.port,
    certificate: tls?.certificate,
    addFault: (fault) => void addFault(simulation, fault),
    clearFaults: () => simulation.faults.clear(),
    hold: (match) => simulation.faults.holds.hold(match),
    changeCamera: (id, change) => editCamera(simulation, id, change),
    removeCamera: (id) => simulation.cameras.remove(id),
    expireTokens: () => expireTokens(simulation),
    limitManualRecording: (id, minutes) =>
      editCamera(simulation, id, { recordingTimeoutMinutes: minutes ?? 0 }),
    setRecorderDown: (number, isDown) => setRecorderDown(simulation, number, isDown),
    setClock: (setting) => clock.set(setting),
    state: () => stateOf(simulation),
    reset: () => reset(simulation),
    close: async () => {
      await recorders?.close();
      await gateway.close();
      await app.close();
      await simulation.video.stopAll();
    },
  };
}
