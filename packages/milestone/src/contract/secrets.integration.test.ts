import { inspect } from 'node:util';
import { DEFAULT_PASSWORD } from '@playhead/milestone-simulator';
import { describe, expect, it } from 'vitest';
import type { CallReport } from '../calls/calls.ts';
import type { MilestoneClient } from '../milestone-client.ts';
import { cameraWithFootage, lastDay } from '../testing/camera-with-footage.ts';
import { failureOf } from '../testing/given.ts';
import { ListeningProxy, type ProxyManner } from '../testing/listening-proxy.ts';
import { clientOf, dialects, simulatedVms } from '../testing/simulated-vms.ts';

const vms = simulatedVms();
const WRONG_PASSWORD = 'quite the wrong password';
const page = { limit: 100, offset: 0 };

const operations = [
  'login',
  'logout',
  'refreshToken',
  'capabilities',
  'maxRecordingSeconds',
  'listCameras',
  'getCamera',
  'followCameras',
  'startRecording',
  'stopRecording',
  'getRecordingStatus',
  'querySequences',
  'getRecordingMetadata',
  'getVideoStream',
  'getSnapshot',
] as const satisfies CallReport['operation'][];

const outcomes = ['ok', 'unavailable', 'credentials-refused', 'not-found', 'refused', 'protocol'];

/** Every call of the port, one after the other; what failed. */
async function callAll(client: MilestoneClient, deviceId: string, from: Date): Promise<unknown[]> {
  const range = { deviceId, ...lastDay() };
  let recordingId = 'manual';
  const leaving = new AbortController();
  const calls: (() => Promise<unknown>)[] = [
    () => client.login(),
    () => client.capabilities(),
    () => client.maxRecordingSeconds(deviceId),
    () => client.listCameras(page),
    () => client.getCamera(deviceId),
    async () => {
      const news = await client.followCameras({ signal: leaving.signal });
      await news[Symbol.asyncIterator]().next();
    },
    async () => {
      ({ recordingId } = await client.startRecording({ deviceId, durationSeconds: 60, triggeredBy: 'test' }));
    },
    () => client.getRecordingStatus(deviceId),
    () => client.stopRecording(deviceId, recordingId),
    () => client.querySequences(range),
    () => client.getRecordingMetadata(range),
    async () => {
      const { body } = await client.getVideoStream({ deviceId, startTime: from, speed: 1 });
      body.on('error', () => undefined).destroy();
    },
    () => client.getSnapshot(deviceId, from),
    () => client.refreshToken(),
    () => client.logout(),
  ];
  const failures: unknown[] = [];
  for (const call of calls) await call().catch((error: unknown) => failures.push(error));
  leaving.abort();
  return failures;
}

/** All that could stand in a log of somebody who logs an error in whatever way. */
const everyWord = (failure: unknown) =>
  [
    String(failure),
    JSON.stringify(failure),
    inspect(failure, { depth: 20, showHidden: true }),
    stacks(failure),
  ].join('\n');

function stacks(failure: unknown): string {
  return failure instanceof Error ? `${failure.stack}\n${stacks(failure.cause)}` : String(failure);
}

describe.each(dialects)('the secrets of a client and a VMS that speaks %s', (api) => {
  it('stand in no log, no metric and no error, whatever call fails in whatever way', async () => {
    const proxy = await ListeningProxy.before(vms().url);
    const log: string[] = [];
    const reports: CallReport[] = [];
    const surroundings = {
      log: (level: string, message: string) => log.push(`${level} ${message}`),
      onCall: (report: CallReport) => reports.push(report),
    };
    const changes = { retryAttempts: 2, retryDelayMs: 10, requestTimeoutMs: 5_000 };
    const failures: unknown[] = [];
    const clientBefore = async (trouble: () => void) => {
      const client = clientOf(proxy, api, changes, surroundings);
      const { camera, from } = await cameraWithFootage(client);
      trouble();
      const found = await callAll(client, camera.deviceId, from);
      failures.push(...found);
      proxy.manner = 'honest';
      vms().clearFaults();
      return found.length;
    };
    const turned = (manner: ProxyManner) => () => {
      proxy.manner = manner;
    };

    await clientBefore(() => vms().expireTokens());
    expect(await clientBefore(turned('broken'))).toBeGreaterThan(5);
    expect(await clientBefore(turned('quoting'))).toBeGreaterThan(5);
    expect(
      await clientBefore(() => vms().addFault({ kind: 'status', status: 500, calls: 'all' })),
    ).toBeGreaterThan(5);
    await clientBefore(() => vms().setRecorderDown(1, true));
    const stranger = clientOf(proxy, api, { ...changes, password: WRONG_PASSWORD }, surroundings);
    failures.push(await failureOf(stranger.login()));
    proxy.manner = 'quoting';
    const unheard = clientOf(proxy, api, { ...changes, password: WRONG_PASSWORD }, surroundings);
    failures.push(await failureOf(unheard.login()));

    const told = [
      ...log,
      ...reports.map((report) => JSON.stringify(report)),
      ...failures.map(everyWord),
    ].join('\n');
    const secrets = [...proxy.secrets, DEFAULT_PASSWORD, WRONG_PASSWORD];
    expect(secrets.length).toBeGreaterThan(5);
    expect(
      secrets.filter((secret) => told.includes(secret) || told.includes(encodeURIComponent(secret))),
    ).toEqual([]);
    expect(told).not.toMatch(/authorization|bearer|cookie/i);
    expect([...new Set(reports.map(({ operation }) => operation))].sort()).toEqual([...operations].sort());
    expect(reports.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(outcomes));
    expect(reports.every(({ durationMs }) => durationMs >= 0)).toBe(true);
  });
});
