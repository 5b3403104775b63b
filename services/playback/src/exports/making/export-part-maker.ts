import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { PlayableCamera } from '../../cameras/cameras.repository.ts';
import { FootageService } from '../../footage/footage.service.ts';
import { lengthMs, type Piece } from './piece.ts';
import { PieceCutter } from './piece-cutter.ts';

/** The end is reached where less than this is left, in ms. */
const REACHED_MS = 20;
/** A sequence may end so much after its last picture, in ms. */
const LAST_PICTURE_MS = 250;
/** How often the VMS is asked in vain for what it lists. */
const MAX_FUTILE = 3;
const FUTILE_PAUSE_MS = 250;

export interface PartRequest {
  camera: PlayableCamera;
  /** Where the part before ended; where the range begins, for the first. */
  from: Date;
  until: Date;
  isLast: boolean;
  /** What was made before. */
  before: readonly Piece[];
  directory: string;
  /** What the names of its files begin with. */
  name: string;
  /** How much the part may take on the disk. */
  mostBytes: number;
}

export interface MadePart {
  pieces: Piece[];
  /** Where the next part goes on. */
  reachedAt: Date;
}

/** Makes one part of an export: the pieces that were recorded, and what lies between them left out. */
@Injectable()
export class ExportPartMaker {
  constructor(
    private readonly footage: FootageService,
    private readonly cutter: PieceCutter,
  ) {}

  /** @throws MilestoneError, FfmpegError, DomainError. */
  async make(request: PartRequest, signal: AbortSignal): Promise<MadePart> {
    const { camera, until, before } = request;
    const pieces: Piece[] = [];
    let position = request.from;
    let futile = 0;
    // What the VMS says comes after a gap that goes on past this part: those in between need not ask again.
    let beyond = until;
    for (let count = 0; until.getTime() - position.getTime() > REACHED_MS; count += 1) {
      signal.throwIfAborted();
      const known = [...before, ...pieces];
      const result = await this.cutter.cut(
        {
          deviceId: camera.deviceId,
          position,
          isFirst: known.length === 0,
          until,
          isLast: request.isLast,
          codec: known.at(0)?.codec,
          lengthBeforeMs: known.reduce((sum, piece) => sum + lengthMs(piece), 0),
          directory: request.directory,
          name: `${request.name}-${count}`,
          mostBytes: request.mostBytes - pieces.reduce((sum, { bytes }) => sum + bytes, 0),
        },
        signal,
      );
      const isFruitful = result.kind === 'made' && result.piece.endTime > position;
      if (isFruitful) {
        pieces.push(result.piece);
        position = result.piece.endTime;
      }
      const onwards = new Date(position.getTime() + LAST_PICTURE_MS);
      const next = onwards < until ? await this.footage.next(camera, onwards, until, { signal }) : undefined;
      if (result.kind === 'none' && result.next !== undefined) beyond = later(beyond, result.next);
      if (next === undefined) break;
      futile = isFruitful ? 0 : futile + 1;
      if (next.startTime > onwards) position = next.startTime;
      else if (futile >= MAX_FUTILE) position = next.endTime;
      else if (futile > 0) await pause(FUTILE_PAUSE_MS * futile, undefined, { signal });
    }
    return { pieces, reachedAt: later(position, beyond) };
  }
}

const later = (a: Date, b: Date) => (a > b ? a : b);
