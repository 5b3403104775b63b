import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CameraId, ExportJob } from '@playhead/contracts';
import { expect, vi } from 'vitest';
import type { World } from './playback-world.ts';
import { readStrips, type StripReading } from './time-strip.ts';

const run = promisify(execFile);

const PATIENCE = { timeout: 100_000, interval: 100 };

/** Asks for exports as an investigator does, and looks into their files. */
export const exportReader = (world: World, camera: { id: CameraId }) => {
  const read = async (id: string) => {
    const answer = await world.call(`GET /api/v1/exports/${id}`);
    expect(answer.status).toBe(200);
    return ExportJob.parse(answer.body);
  };
  return {
    begin: async (startTime: Date, endTime: Date, reason?: string) => {
      const answer = await world.call(`POST /api/v1/cameras/${camera.id}/exports`, {
        startTime,
        endTime,
        ...(reason !== undefined && { reason }),
      });
      expect(answer.status).toBe(202);
      return ExportJob.parse(answer.body);
    },
    read,
    /** The job as soon as it is so. */
    until: (id: string, isSo: (job: ExportJob) => boolean) =>
      vi.waitFor(async () => {
        const job = await read(id);
        if (!isSo(job)) throw new Error(`The export is ${JSON.stringify(job)}.`);
        return job;
      }, PATIENCE),
    /** The file of a job that is done. */
    download: async ({ file }: ExportJob, base = world.service.url) => {
      const answer = await fetch(new URL(file?.url ?? '', base));
      expect(answer.status).toBe(200);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
};

export interface ReadMovie {
  /** What each picture says that players show. */
  pictures: StripReading[];
  /** What FFmpeg says of the file: its tags, chapters and streams. */
  description: string;
}

/** Decodes a film as players show it. */
export async function readMovie(world: World, bytes: Buffer): Promise<ReadMovie> {
  const file = join(world.directory, `${randomUUID()}.mp4`);
  await writeFile(file, bytes);
  try {
    const description = await run(world.ffmpegPath, ['-hide_banner', '-i', file]).then(
      ({ stderr }) => stderr,
      // FFmpeg ends in failure when it is given no output.
      (error: unknown) => (error instanceof Error && 'stderr' in error ? String(error.stderr) : ''),
    );
    return { pictures: await readStrips(world.ffmpegPath, file, 100_000), description };
  } finally {
    await rm(file);
  }
}
