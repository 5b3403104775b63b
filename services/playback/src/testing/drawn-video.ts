import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Pictures of a drawn video, in a second. */
export const DRAWN_RATE = 15;

/** Video whose pictures tell when they were taken by a strip of cells (design §7); the first at `begun`. */
export async function drawnVideo(
  ffmpegPath: string,
  directory: string,
  { begun, seconds, coding }: { begun: Date; seconds: number; coding: readonly string[] },
): Promise<Buffer> {
  const file = join(directory, randomUUID());
  const cell = 'floor(X/16)';
  // A picture at a whole tenth of a second belongs to that, whatever is lost to rounding.
  const tenths = `(${begun.getTime() / 100}+floor(T*10+0.001))`;
  const bit = `mod(floor(${tenths}/pow(2,39-${cell})),2)`;
  const light = `255*if(lt(${cell},8),lt(${cell},4)*(1-mod(${cell},2)),${bit})`;
  const strip = `nullsrc=s=640x16:r=${DRAWN_RATE},geq=lum='${light}':cb=128:cr=128,pad=640:360,format=yuv420p`;
  const input = ['-f', 'lavfi', '-i', strip, '-t', String(seconds)];
  await run(ffmpegPath, ['-v', 'error', ...input, ...coding, file]);
  return readFile(file);
}
