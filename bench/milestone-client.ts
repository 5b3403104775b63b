/**
 * What the VMS client costs, in the `xprotect` dialect, each figure beside its bound of the same run:
 *
 *   npm run bench:milestone-client -- [--calls=2000] [--megabytes=300] [--streams=50]
 *
 * A storm of first calls and the logins that it makes; calls per second beside undici with the same requests; megabytes
 * per second of recorded video beside a socket that looks at nothing; the memory of streams that nobody reads on.
 */
import { parseArgs } from 'node:util';
import { createMilestoneClient } from '@playhead/milestone';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME } from '@playhead/milestone-simulator';
import { z } from 'zod';
import { buildAndStart, startProgram } from './lib/program.ts';
import { machine, saveResults } from './lib/report.ts';
import { bareCalls, clientCalls, perSecond } from './milestone-client/calls.ts';
import { serveReplay } from './milestone-client/replay-recorder.ts';
import { bareMegabytes, clientMegabytes, memoryOfStreams } from './milestone-client/video.ts';

const STORM = 1000;
const ROUNDS = 5;
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
    const video = await sideBySide(
      () => clientMegabytes(recorder.url, bytes),
      () => bareMegabytes(recorder.url, bytes),
    );
    const streams = Number(flags.streams);
    const streamMiB = round((await memoryOfStreams(recorder.url, streams)) / 2 ** 20);

    console.table({
      'REST calls/s': { ...rest, aim: aims.calls },
      'SOAP calls/s': { ...soap, aim: aims.calls },
      'video MB/s': { ...video, aim: aims.video },
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
