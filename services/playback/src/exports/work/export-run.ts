import { Inject, Injectable } from '@nestjs/common';
import type { ExportStep } from '@playhead/contracts';
import { DomainError } from '@playhead/service-kit';
import { CamerasRepository, type PlayableCamera } from '../../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../../config.token.ts';
import type { PlaybackConfig } from '../../config.ts';
import { FootageService } from '../../footage/footage.service.ts';
import { Instances } from '../../instances/instances.ts';
import { ViewersRepository } from '../../streams/links/viewers.repository.ts';
import { diskFull } from '../disk-full.ts';
import { ExportFolder } from '../export-folder.ts';
import { chaptersOf } from '../making/chapters.ts';
import { ExportPartMaker } from '../making/export-part-maker.ts';
import { EXPORT_FILE, FileMaker, type MadeFile } from '../making/file-maker.ts';
import { gapsOf } from '../making/gaps.ts';
import type { ExportPart, Piece } from '../making/piece.ts';
import type { ClaimedExport } from './export-claims.repository.ts';
import { ExportWorkRepository } from './export-work.repository.ts';

/** Somebody cancelled or deleted the export, or another instance has taken it over. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';
}

/** How far the work on an export is: at which step, and how many tries in a row have come to nothing. */
export interface Progress {
  step: ExportStep | undefined;
  attempts: number;
}

/** Makes the file of one export, from the first part that is not done on. */
@Injectable()
export class ExportRun {
  constructor(
    private readonly work: ExportWorkRepository,
    private readonly cameras: CamerasRepository,
    private readonly viewers: ViewersRepository,
    private readonly parts: ExportPartMaker,
    private readonly files: FileMaker,
    private readonly footage: FootageService,
    private readonly folder: ExportFolder,
    private readonly instances: Instances,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
  ) {}

  /**
   * `progress` says meanwhile what is being done, for whoever is told of a failure.
   *
   * @throws ClaimLostError, MilestoneError, FfmpegError, DomainError. Rejects when `signal` aborts.
   */
  async make(claimed: ClaimedExport, progress: Progress, signal: AbortSignal): Promise<MadeFile> {
    progress.step = 'reading';
    const directory = await this.folder.create(claimed.id);
    const camera = await this.cameras.get(claimed.cameraId, claimed);
    const pieces = await this.read(claimed, camera, directory, progress, signal);
    if (pieces.length === 0) {
      throw new DomainError('footage-not-found', {
        detail: 'Nothing was recorded in this range. Choose one where the timeline shows footage.',
      });
    }
    progress.step = 'joining';
    const { sequences } = await this.footage.query(camera, claimed, { signal });
    const chapters = chaptersOf(claimed, pieces);
    const gaps = gapsOf(claimed, chapters, sequences);
    const needed = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
    if ((await this.room()) < needed) throw diskFull();
    const file = await this.files.make(
      {
        title: camera.name,
        exportId: claimed.id,
        cameraId: camera.id,
        range: claimed,
        chapters,
        gaps,
        pieces,
        directory,
        name: `joining-${this.instances.self}`,
      },
      signal,
    );
    const kept = await this.work.finish(
      claimed.id,
      file,
      gaps,
      this.config.PLAYBACK_EXPORT_RETENTION_DAYS,
      this.instances.self,
    );
    if (!kept) throw new ClaimLostError('The export is not this instance’s any more.');
    await this.folder.keepOnly(claimed.id, EXPORT_FILE);
    return file;
  }

  /** The pieces of all parts, those that were made before among them. */
  private async read(
    claimed: ClaimedExport,
    camera: PlayableCamera,
    directory: string,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Piece[]> {
    const parts = await this.work.parts(claimed.id);
    const done = await this.stillThere(claimed, parts);
    if (done < parts.length) await this.work.forgetFrom(claimed.id, done);
    const pieces = parts.slice(0, done).flatMap((part) => part.pieces);
    let from = parts[done - 1]?.reachedAt ?? claimed.startTime;
    for (const part of parts.slice(done)) {
      signal.throwIfAborted();
      await this.requireAccess(claimed);
      this.requireClaim(await this.work.beginPart(claimed.id, part.position, this.instances.self));
      const made = await this.parts.make(
        {
          camera,
          from,
          until: part.endTime,
          isLast: part.position === parts.length - 1,
          before: pieces,
          directory,
          name: `${part.position}-${this.instances.self}`,
          mostBytes: await this.room(),
        },
        signal,
      );
      this.requireClaim(await this.work.finishPart(claimed.id, part.position, made, this.instances.self));
      progress.attempts = 0;
      pieces.push(...made.pieces);
      from = made.reachedAt;
    }
    return pieces;
  }

  /** How many parts from the first on are done and have their files; the rest is made anew. */
  private async stillThere({ id }: ClaimedExport, parts: readonly ExportPart[]): Promise<number> {
    for (const [index, { isDone, pieces }] of parts.entries()) {
      const found = await Promise.all(pieces.map((piece) => this.folder.has(id, piece)));
      if (!isDone || found.includes(false)) return index;
    }
    return parts.length;
  }

  private async room(): Promise<number> {
    return this.folder.room(await this.work.usedBytes(this.folder.id));
  }

  private requireClaim(isHeld: boolean) {
    if (!isHeld) throw new ClaimLostError('The export is not this instance’s any more.');
  }

  private async requireAccess({ userId, cameraId }: ClaimedExport): Promise<void> {
    if (await this.viewers.mayWatch(userId, cameraId)) return;
    throw new DomainError('permission-missing', {
      detail: 'Whoever asked for this export may not watch the camera any more. Ask an administrator.',
    });
  }
}
