import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Scene, World } from '../playback/world.ts';

/** A second of the simulator's pictures. */
const GROUP = 15;

/** Milliseconds for the VMS's video of one group of pictures through one FFmpeg into JPEGs, and nothing else. */
export async function bareDecode(world: World, { deviceId, moment }: Scene): Promise<number> {
  const begun = performance.now();
  const gone = new AbortController();
  const query = new URLSearchParams({ time: moment.toISOString(), speed: '1', format: 'h264' });
  const answer = await fetch(`${world.vms.url}/api/rest/v1/cameras/${deviceId}/video?${query}`, {
    headers: { Authorization: `Bearer ${world.vmsToken}` },
    signal: gone.signal,
  });
  if (!answer.ok || answer.body === null) throw new Error(`No video: ${answer.status}`);
  const child = spawn(
    world.ffmpegPath,
    [
      ...['-v', 'error', '-nostdin', '-f', 'mpegts', '-i', 'pipe:0', '-frames:v', String(GROUP)],
      ...['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'image2pipe', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdout.resume();
  const body: ReadableStream = answer.body;
  const fed = pipeline(Readable.fromWeb(body), child.stdin).catch(() => 'FFmpeg has enough');
  await once(child, 'close');
  const ms = performance.now() - begun;
  gone.abort();
  await fed;
  return ms;
}
