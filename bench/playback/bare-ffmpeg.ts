import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Scene, World } from './world.ts';

/** The bound: FFmpeg alone, reading the same footage from the same VMS. */
const input = (world: World, scene: Scene, format: string) => {
  const query = new URLSearchParams({ time: scene.moment.toISOString(), speed: '1', format: 'h264' });
  const url = `${world.vms.url}/api/rest/v1/cameras/${scene.deviceId}/video?${query}`;
  return [
    ...['-v', 'error', '-nostdin', '-headers', `Authorization: Bearer ${world.vmsToken}\r\n`],
    ...['-probesize', '1000000', '-analyzeduration', '500000', '-fpsprobesize', '0', '-f', format, '-i', url],
  ];
};

/** Milliseconds from starting FFmpeg until it has completed the first segment of a stream copy. */
export async function bareStart(world: World, scene: Scene): Promise<number> {
  const cwd = await mkdtemp(join(tmpdir(), 'playhead-bench-bare-'));
  const begun = performance.now();
  const child = spawn(
    world.ffmpegPath,
    [
      ...input(world, scene, 'mpegts'),
      ...['-map', '0:v:0', '-c', 'copy', '-f', 'segment', '-segment_format', 'mpegts', '-segment_time', '1'],
      ...['-segment_time_delta', '0.02', '-segment_list', 'pipe:1', '-segment_list_type', 'csv', '%06d.ts'],
    ],
    { cwd, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const closed = once(child, 'close');
  try {
    await once(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(20_000) });
    return performance.now() - begun;
  } finally {
    child.kill('SIGKILL');
    await closed;
    await rm(cwd, { recursive: true, force: true });
  }
}

/** CPU seconds that FFmpeg alone takes for `seconds` of footage: `copy` cuts it, `reverse` turns it round at 1×. */
export async function bareCpuSeconds(
  world: World,
  scene: Scene,
  { seconds, work }: { seconds: number; work: 'copy' | 'reverse' },
): Promise<number> {
  const cwd = await mkdtemp(join(tmpdir(), 'playhead-bench-bare-'));
  const limited = ['-t', String(seconds), ...input(world, scene, 'mpegts')];
  const output =
    work === 'copy'
      ? ['-c', 'copy']
      : ['-vf', 'reverse', '-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1', '-g', '15'];
  const segments = ['-map', '0:v:0', '-f', 'segment', '-segment_format', 'mpegts', '-segment_time', '1'];
  const child = spawn(
    world.ffmpegPath,
    ['-benchmark', '-v', 'info', ...limited.filter(notQuiet), ...segments, ...output, '%06d.ts'],
    { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000, killSignal: 'SIGKILL' },
  );
  try {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4_000);
    });
    await once(child, 'close');
    const [, user, system] = /utime=([\d.]+)s(?: stime=([\d.]+)s)?/.exec(said) ?? [];
    if (user === undefined) throw new Error(`FFmpeg told no times: ${said}`);
    return Number(user) + Number(system ?? 0);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** `-benchmark` reports at level info only. */
const notQuiet = (argument: string) => argument !== '-v' && argument !== 'error';
