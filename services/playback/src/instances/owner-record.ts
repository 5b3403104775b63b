import { readFile, readlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { identityOf, isAlive } from '@playhead/database/processes';
import { z } from 'zod';

const FILE = 'owner.json';

/** Which process a folder belongs to. */
const OwnerRecord = z.object({
  /** Where its process id means something: a machine since its start and, in it, a container. */
  place: z.string(),
  pid: z.number().int().positive(),
  /** The process id with its start time; ids are given anew. */
  process: z.string(),
  /** What it runs as FFmpeg. */
  ffmpegPath: z.string(),
});
type OwnerRecord = z.infer<typeof OwnerRecord>;

export type Ownership =
  | { kind: 'running' }
  | { kind: 'gone'; ffmpegPath: string }
  /** Its process can't be seen from here. */
  | { kind: 'elsewhere' }
  /** Nobody has written who owns it. */
  | { kind: 'unrecorded' };

/** Makes this process the owner of a folder. */
export async function recordOwner(folder: string, ffmpegPath: string): Promise<void> {
  const record: OwnerRecord = {
    place: await thisPlace(),
    pid: process.pid,
    process: (await identityOf(process.pid)) ?? String(process.pid),
    ffmpegPath,
  };
  await writeFile(join(folder, FILE), JSON.stringify(record), { mode: 0o600 });
}

/** Whether the process that owns a folder runs. */
export async function ownershipOf(folder: string): Promise<Ownership> {
  const record = await readRecord(folder);
  if (record === undefined) return { kind: 'unrecorded' };
  if (record.place !== (await thisPlace())) return { kind: 'elsewhere' };
  const { ffmpegPath } = record;
  const identity = await identityOf(record.pid);
  if (identity === record.process) return { kind: 'running' };
  // There is a process that hides its start time from us: whose it is can't be told.
  if (identity === undefined && isAlive(record.pid)) return { kind: 'elsewhere' };
  return { kind: 'gone', ffmpegPath };
}

async function readRecord(folder: string): Promise<OwnerRecord | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => '');
  if (text === '') return undefined;
  try {
    return OwnerRecord.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Process ids are given anew when a machine starts, and each container has its own. */
async function thisPlace(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
}
