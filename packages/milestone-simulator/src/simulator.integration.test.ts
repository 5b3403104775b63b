import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSimulator, type SimulatorOptions, startSimulator } from './simulator.ts';
import { FixedClock } from './testing/fixed-clock.ts';
import { TestClient } from './testing/test-client.ts';

const LONG_AGO = '2026-03-01T04:30:00Z';

describe('a running simulator', () => {
  let simulator: RunningSimulator;
  let client: TestClient;
  let camera: string;

  async function start(options: SimulatorOptions = {}) {
    simulator = await startSimulator({ clock: new FixedClock('2026-03-01T12:34:56.789Z'), ...options });
    client = await TestClient.login(simulator.url);
    camera = await client.camera(1);
  }

  beforeEach(() => start());
  afterEach(() => simulator.close());

  /** The pid of the only open stream. */
  async function streamPid(): Promise<number> {
    await expect.poll(() => simulator.state().openStreams.length).toBe(1);
    return simulator.state().openStreams[0]?.pid ?? Number.NaN;
  }

  const isGone = (pid: number) => {
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  };

  it('ends the FFmpeg of a viewer who hangs up', async () => {
    const hangUp = new AbortController();
    await client.open(camera, { time: LONG_AGO }, hangUp.signal);
    const pid = await streamPid();
    expect(isGone(pid)).toBe(false);
    hangUp.abort();
    await expect.poll(() => isGone(pid)).toBe(true);
    expect(simulator.state().openStreams).toEqual([]);
  });

  it('breaks the answer off, rather than ending it, when its FFmpeg dies', async () => {
    const { reader } = await client.open(camera, { time: LONG_AGO });
    process.kill(await streamPid(), 'SIGKILL');
    const readAll = async () => {
      while (!(await reader.read()).done);
    };
    await expect(readAll()).rejects.toThrow('terminated');
  });

  it('makes no more video than is read', async () => {
    const { reader } = await client.open(camera, { time: LONG_AGO, format: 'mjpeg' });
    await streamPid();
    const sent = () => simulator.state().openStreams[0]?.sentBytes ?? Number.NaN;
    let before = -1;
    await expect
      .poll(
        () => {
          const stands = sent() === before;
          before = sent();
          return stands;
        },
        { interval: 500, timeout: 20_000 },
      )
      .toBe(true);
    expect(sent()).toBeLessThan(20_000_000);
    for (let read = 0; read < before + 1_000_000; ) read += (await reader.read()).value?.length ?? Infinity;
    expect(sent()).toBeGreaterThan(before);
    await reader.cancel();
  });

  it('answers 503 while every stream is taken, and serves again when one is free', async () => {
    await simulator.close();
    await start({ maxEncoders: 1 });
    const hangUp = new AbortController();
    await client.open(camera, { time: LONG_AGO }, hangUp.signal);
    const refused = await client.get(`/cameras/${camera}/video`, { time: LONG_AGO });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    hangUp.abort();
    await expect.poll(() => simulator.state().openStreams).toEqual([]);
    expect((await client.get(`/cameras/${camera}/snapshots`, { time: LONG_AGO })).status).toBe(200);
  });

  it('breaks video off in the middle when asked to', async () => {
    simulator.addFault({ kind: 'drop', afterBytes: 100_000, match: { operation: 'video' } });
    const answer = await client.get(`/cameras/${camera}/video`, { time: LONG_AGO });
    let received = 0;
    const readAll = async () => {
      for await (const chunk of answer.body ?? []) received += chunk.length;
    };
    await expect(readAll()).rejects.toThrow('terminated');
    expect(received).toBe(100_000);
    await expect.poll(() => simulator.state().openStreams).toEqual([]);
  });

  it('drops the answer of a call that took effect when asked to', async () => {
    simulator.addFault({
      kind: 'drop',
      afterBytes: 0,
      match: { operation: 'startRecording', cameraId: camera },
    });
    await expect(client.record(camera, 60)).rejects.toThrow('fetch failed');
    expect(simulator.state().activeRecordings).toMatchObject([{ cameraId: camera }]);
    simulator.addFault({ kind: 'drop', afterBytes: 10, match: { operation: 'recordingStatus' } });
    const cut = await client.get(`/cameras/${camera}/recordings/status`);
    await expect(cut.text()).rejects.toThrow('terminated');
  });

  it('keeps a call waiting when asked to', async () => {
    simulator.addFault({ kind: 'delay', delayMs: 300, match: { operation: 'getCamera' } });
    const asked = performance.now();
    expect((await client.get(`/cameras/${camera}`)).status).toBe(200);
    expect(performance.now() - asked).toBeGreaterThanOrEqual(295);
  });

  it('serves its control API on loopback', async () => {
    const answer = await fetch(`${simulator.url}/_sim/state`);
    expect(await answer.json()).toMatchObject({ calls: { login: 1, listCameras: 1 } });
  });

  it('leaves no FFmpeg and no connection behind when it is closed', async () => {
    await client.open(camera, { time: LONG_AGO });
    const pid = await streamPid();
    const idle = connect(simulator.port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    await simulator.close();
    await ended;
    expect(isGone(pid)).toBe(true);
  });
});

describe('a simulator with a folder', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('still knows the manual recordings after a restart, also one that runs', async () => {
    const clock = new FixedClock('2026-03-01T12:34:56.789Z');
    const first = await startSimulator({ clock, directory });
    const client = await TestClient.login(first.url);
    const camera = await client.camera(4);
    const { recordingId, startTime } = await client.record(camera, 600);
    await first.close();
    clock.advance(60);
    const second = await startSimulator({ clock, directory });
    try {
      expect(second.state().activeRecordings).toMatchObject([{ recordingId, startTime }]);
      const again = await TestClient.login(second.url);
      const stop = await again.post(`/cameras/${camera}/recordings/stop`, { recordingId });
      expect(await stop.json()).toMatchObject({ actualDuration: 60 });
    } finally {
      await second.close();
    }
  });
});
