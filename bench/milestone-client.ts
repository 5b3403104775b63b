/**
 * What the VMS client costs, in the `xprotect` dialect, each figure beside its bound of the same run:
 *
 *   npm run bench:milestone-client -- [--calls=2000] [--megabytes=300] [--streams=50]
 *
 * A storm of first calls and the logins that it makes; calls per second beside undici with the same requests; megabytes
 * per second of recorded video beside a socket that looks at nothing, from the simulated VMS and from a recorder that only
 * sends what it has made before; the memory of streams that nobody reads on.
 */
import { parseArgs } from 'node:util';
import { createMilestoneClient, type MilestoneClient } from '@playhead/milestone';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME } from '@playhead/milestone-simulator';
import { z } from 'zod';
import { buildAndStart, startProgram } from './lib/program.ts';
import { machine, saveResults } from './lib/report.ts';
import { bareCalls, clientCalls, perSecond } from './milestone-client/calls.ts';
import { serveReplay } from './milestone-client/replay-recorder.ts';
import {
  bareFootage,
  bareMegabytes,
  clientFootage,
  clientMegabytes,
  memoryOfStreams,
} from './milestone-client/video.ts';

const STORM = 1000;
const ROUNDS = 5;
const LONG_MS = 1_800_000;
const aims = { calls: 0.7, video: 0.6, streamMiB: 8 };

const round = (value: number) => Math.round(value * 10) / 10;
const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The two in turn, so that both have the same machine; the middle of the rounds. */
async function sideBySide(ours: () => Promise<number>, bare: () => Promise<number>) {
  const rounds: { ours: number; bare: number }[] = [];
  for (let index = -1; index < ROUNDS; index += 1) {
    const one = { ours: await ours(), bare: await bare() };
    if (index >= 0) rounds.push(one);
  }
  const [client, bound] = [middle(rounds.map((one) => one.ours)), middle(rounds.map((one) => one.bare))];
  return { client: round(client), bare: round(bound), ratio: Math.round((client / bound) * 100) / 100 };
}

/** Where a sequence of the last day begins that is at least as many seconds long as megabytes may be asked for. */
async function longFootage(client: MilestoneClient, deviceId: string): Promise<Date> {
  const endTime = new Date();
  const startTime = new Date(endTime.getTime() - 86_400_000);
  const { sequences } = await client.querySequences({ deviceId, startTime, endTime });
  const long = sequences.find((one) => one.endTime.getTime() - one.startTime.getTime() > LONG_MS);
  if (long === undefined) throw new Error('No sequence of the last day is long enough.');
  return long.startTime;
}

async function run(): Promise<void> {
  const { values: flags } = parseArgs({
    args: process.argv.slice(3),
    options: {
      calls: { type: 'string', default: '2000' },
      megabytes: { type: 'string', default: '300' },
      streams: { type: 'string', default: '50' },
    },
  });
  const simulator = await buildAndStart('packages/milestone-simulator', {
    SIMULATOR_PORT: '0',
    SIMULATOR_RECORDER_PORT: '0',
    SIMULATOR_TOKEN_LIFETIME: '3600',
    SIMULATOR_PREPARED: 'true',
    SIMULATOR_PREPARED_SIZE: '1920x1080',
    SIMULATOR_PREPARED_KILOBITS: '8000',
  });
  const recorder = await startProgram(import.meta.filename, { BENCH_ROLE: 'recorder' });
  const account = { username: DEFAULT_USERNAME, password: DEFAULT_PASSWORD };
  const connect = () =>
    createMilestoneClient({
      api: 'xprotect',
      baseUrl: simulator.url,
      ...account,
      sessionTimeoutMs: 3_600_000,
      maxConnections: 50,
      retryAttempts: 3,
      retryDelayMs: 500,
      requestTimeoutMs: 30_000,
    });
  const client = connect();
  try {
    const begun = performance.now();
    await Promise.all(Array.from({ length: STORM }, () => client.login()));
    const stormMs = round(performance.now() - begun);
    const state = await fetch(`${simulator.url}/_sim/state`).then((answer) => answer.json());
    const { calls } = z.object({ calls: z.record(z.string(), z.number()) }).parse(state);
    const storm = { firstCalls: STORM, ms: stormMs, logins: calls.login, sessionLogins: calls.vmsLogin };

    const { cameras } = await client.listCameras({ limit: 1, offset: 0 });
    const deviceId = cameras[0]?.deviceId ?? '';
    const bare = await bareCalls({ url: simulator.url, ...account }, deviceId, '');
    const Servers = z.object({ array: z.array(z.object({ name: z.string(), webServerUri: z.string() })) });
    const servers = Servers.parse(await bare.recorders()).array;
    const uri = servers.find(({ name }) => name === cameras[0]?.recordingServer)?.webServerUri ?? '';
    const atRecorder = await bareCalls({ url: simulator.url, ...account }, deviceId, uri);
    const ours = clientCalls(client, deviceId);
    const count = Number(flags.calls);
    const rest = await sideBySide(
      () => perSecond(count, ours.rest),
      () => perSecond(count, bare.rest),
    );
    const soap = await sideBySide(
      () => perSecond(count, ours.soap),
      () => perSecond(count, atRecorder.soap),
    );
    await Promise.all([bare.close(), atRecorder.close()]);

    const bytes = Number(flags.megabytes) * 1_000_000;
    const place = {
      recorder: uri,
      token: bare.token,
      deviceId,
      startTime: await longFootage(client, deviceId),
    };
    const footage = await sideBySide(
      () => clientFootage(client, place, bytes),
      () => bareFootage(place, bytes),
    );
    const video = await sideBySide(
      () => clientMegabytes(recorder.url, bytes),
      () => bareMegabytes(recorder.url, bytes),
    );
    const streams = Number(flags.streams);
    const streamMiB = round((await memoryOfStreams(recorder.url, streams)) / 2 ** 20);

    console.table({
      'REST calls/s': { ...rest, aim: aims.calls },
      'SOAP calls/s': { ...soap, aim: aims.calls },
      'video MB/s, simulator': { ...footage, aim: aims.video },
      'video MB/s, replayed': { ...video, aim: aims.video },
    });
    console.table({ storm });
    console.log(
      `${streamMiB} MiB for each of ${streams} streams that nobody reads on (aim: below ${aims.streamMiB})`,
    );
    const file = await saveResults('milestone-client', {
      machine: machine(),
      aims,
      storm,
      rest,
      soap,
      footage,
      video,
      streams,
      streamMiB,
    });
    console.log(file);
  } finally {
    await client.close();
    await Promise.all([simulator.stop(), recorder.stop()]);
  }
}

if (process.env.BENCH_ROLE === 'recorder') serveReplay();
else await run();
