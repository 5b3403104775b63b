import { createHash } from 'node:crypto';
import type { CameraId } from '@playhead/contracts';
import { LRUCache } from 'lru-cache';
import type { Piece } from '../assemble.ts';
import type { Range } from '../footage.ts';
import { overlapOf } from '../ranges.ts';
import { durationSeconds } from '../statistics.ts';

/** A piece of footage that may be used until `expiresAt`. `hash` names its row in `milestone_playback_cache`, if it has one. */
export interface KnownPiece extends Piece {
  expiresAt: Date;
  hash?: string;
}

/** How a question about a camera is known in `milestone_playback_cache` (plan §7.2). */
export const queryHash = (cameraId: CameraId, { startTime, endTime }: Range) =>
  createHash('sha256')
    .update(`${cameraId}|${startTime.toISOString()}|${endTime.toISOString()}`)
    .digest('hex');

/** So much the clocks of instances may differ, in ms. */
export const CLOCKS_DIFFER_MS = 1_000;

/** Whether a piece may be used: it is not over, nor of a time that has yet to come, from before the clock was set back. */
const isOfUse = ({ askedAt, expiresAt }: KnownPiece, now: Date) =>
  expiresAt > now && askedAt.getTime() <= now.getTime() + CLOCKS_DIFFER_MS;

/** Sequences and gaps kept in all, some 200 bytes each. */
const MAX_STRETCHES = 250_000;

/**
 * What this instance knows of the cameras that were asked for last. Nothing outlives its `expiresAt`, which is counted
 * from when the VMS was asked, so it is never older than the rows may be.
 */
export class KnownFootage {
  private readonly cameras: LRUCache<CameraId, readonly KnownPiece[]>;
  private latest = new Date(0);

  constructor(maxStretches = MAX_STRETCHES) {
    this.cameras = new LRUCache({ maxSize: maxStretches, sizeCalculation: stretchesOf });
  }

  /** The pieces that overlap a range and may still be used. */
  find(cameraId: CameraId, range: Range, now: Date): KnownPiece[] {
    return this.ofUse(cameraId, now).filter((piece) => overlapOf(piece.range, range) !== undefined);
  }

  /**
   * The pieces, with no longer use than what they adjoin where they are no longer than that: what was asked bit by bit is
   * over at the same time, and is then asked in one.
   */
  endingTogether(cameraId: CameraId, pieces: readonly KnownPiece[], now: Date): KnownPiece[] {
    const longLived = this.ofUse(cameraId, now).filter(({ hash }) => hash !== undefined);
    return pieces.map((piece) => {
      if (piece.hash === undefined) return piece;
      const ends = longLived
        .filter(
          ({ range }) => adjoin(range, piece.range) && durationSeconds(range) >= durationSeconds(piece.range),
        )
        .map(({ expiresAt }) => expiresAt.getTime());
      return { ...piece, expiresAt: new Date(Math.min(piece.expiresAt.getTime(), ...ends)) };
    });
  }

  /** Takes pieces in, and forgets what is over or said anew by them. */
  add(cameraId: CameraId, pieces: readonly KnownPiece[], now: Date): void {
    const newer = pieces.filter((piece) => isOfUse(piece, now));
    const older = this.ofUse(cameraId, now).filter((known) => !newer.some((piece) => replaces(piece, known)));
    this.cameras.set(cameraId, [...older, ...newer]);
  }

  /** Once the clock has been set back, nothing known tells its age any more. */
  private ofUse(cameraId: CameraId, now: Date): readonly KnownPiece[] {
    if (now < this.latest) this.cameras.clear();
    this.latest = now;
    return (this.cameras.get(cameraId) ?? []).filter((piece) => isOfUse(piece, now));
  }
}

const adjoin = (one: Range, other: Range) =>
  one.endTime.getTime() === other.startTime.getTime() || other.endTime.getTime() === one.startTime.getTime();

const replaces = (piece: KnownPiece, known: KnownPiece) =>
  piece.askedAt >= known.askedAt &&
  piece.range.startTime <= known.range.startTime &&
  piece.range.endTime >= known.range.endTime;

const stretchesOf = (pieces: readonly KnownPiece[]) =>
  pieces.reduce((sum, { footage }) => sum + footage.sequences.length + footage.gaps.length, 1);
