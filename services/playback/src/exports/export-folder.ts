import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, realpath, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ExportId } from '@playhead/contracts';
import { z } from 'zod';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import type { Piece } from './making/piece.ts';

const MEGABYTE = 1024 * 1024;
/** Others write on this disk too, the database perhaps: so much of it is left to them, in bytes. */
const LEFT_TO_OTHERS = 256 * MEGABYTE;
const ID_FILE = 'folder.json';

const FolderRecord = z.object({ folderId: z.guid() });

/**
 * Where exports are kept, each in a directory of its own. The folder has an id that outlives its instances: files belong to
 * it, and whichever instance has it mounted serves them and goes on with what another had begun there (decision 28).
 */
@Injectable()
export class ExportFolder implements OnModuleInit {
  private place: { id: string; root: string } | undefined;

  constructor(@Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig) {}

  async onModuleInit() {
    const wanted = this.config.PLAYBACK_EXPORT_DIRECTORY ?? join(this.config.PLAYBACK_DIRECTORY, 'exports');
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    const root = await realpath(wanted);
    this.place = { root, id: await identify(root) };
  }

  get id(): string {
    return this.there.id;
  }

  directoryOf(id: ExportId): string {
    return join(this.there.root, id);
  }

  /** The directories of exports that there are. */
  async list(): Promise<ExportId[]> {
    const names = await readdir(this.there.root);
    return names.flatMap((name) => {
      const id = ExportId.safeParse(name);
      return id.success ? [id.data] : [];
    });
  }

  async create(id: ExportId): Promise<string> {
    const directory = this.directoryOf(id);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return directory;
  }

  async remove(id: ExportId): Promise<void> {
    await rm(this.directoryOf(id), { recursive: true, force: true });
  }

  /** Removes all files of an export but one. */
  async keepOnly(id: ExportId, fileName: string): Promise<void> {
    const directory = this.directoryOf(id);
    const left = (await readdir(directory)).filter((name) => name !== fileName);
    await Promise.all(left.map((name) => rm(join(directory, name), { force: true })));
  }

  /** Whether a piece is there as it was made. */
  async has(id: ExportId, { fileName, bytes }: Piece): Promise<boolean> {
    const found = await stat(join(this.directoryOf(id), fileName)).catch(() => undefined);
    return found?.size === bytes;
  }

  /** How much may be written besides the `usedBytes` that exports have taken already. */
  async room(usedBytes: number): Promise<number> {
    const { bavail, bsize } = await statfs(this.there.root);
    const limit = this.config.PLAYBACK_EXPORT_MAX_DISK_MB * MEGABYTE;
    return Math.min(limit - usedBytes, bavail * bsize - LEFT_TO_OTHERS);
  }

  private get there() {
    if (this.place === undefined) throw new Error('The folder of exports is not there yet.');
    return this.place;
  }
}

/** The id in the folder; whoever comes first gives it one. */
async function identify(root: string): Promise<string> {
  const file = join(root, ID_FILE);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return FolderRecord.parse(JSON.parse(known)).folderId;
  const draft = join(root, `${randomUUID()}.json`);
  await writeFile(draft, JSON.stringify({ folderId: randomUUID() }), { mode: 0o600 });
  try {
    // Whole at once, and never over the id that another instance has just given it.
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return identify(root);
}
