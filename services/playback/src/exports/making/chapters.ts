import type { ExportGap } from '@playhead/contracts';
import type { Range } from '../../footage/footage.ts';
import { lengthMs, type Piece } from './piece.ts';

/** Stretches that are apart by less run on, in ms: a picture may be missing where one part ends and the next begins. */
const JOIN_MS = 1_000;

/** A stretch of the file without a break: its range of wall-clock time, and where it stands in the file, in ms. */
export interface Chapter extends Range {
  fromMs: number;
  toMs: number;
}

/** How much of the first piece lies before the range: pictures that the first one needs and players do not show, in ms. */
export const hiddenMs = (range: Range, pieces: readonly Piece[]) =>
  Math.max(0, range.startTime.getTime() - (pieces.at(0)?.startTime ?? range.startTime).getTime());

/** The stretches of the file, each of them a sequence of its own. */
export function chaptersOf(range: Range, pieces: readonly Piece[]): Chapter[] {
  const chapters: Chapter[] = [];
  let atMs = -hiddenMs(range, pieces);
  for (const piece of pieces) {
    const endTime = new Date(Math.min(piece.endTime.getTime(), range.endTime.getTime()));
    const toMs = atMs + lengthMs(piece);
    const last = chapters.at(-1);
    if (last !== undefined && piece.startTime.getTime() - last.endTime.getTime() <= JOIN_MS) {
      chapters.splice(-1, 1, { ...last, endTime, toMs });
    } else {
      const startTime = new Date(Math.max(piece.startTime.getTime(), range.startTime.getTime()));
      chapters.push({ startTime, endTime, fromMs: Math.max(0, atMs), toMs });
    }
    atMs = toMs;
  }
  return chapters;
}

export interface FileDescription {
  title: string;
  exportId: string;
  cameraId: string;
  range: Range;
  chapters: readonly Chapter[];
  gaps: readonly ExportGap[];
}

const COMMENT = 'Playhead export';

/** What the file says of itself, as FFmpeg reads it: title, where from, what is left out, and a chapter for each stretch. */
export function toMetadata({ title, exportId, cameraId, range, chapters, gaps }: FileDescription): string {
  const about = {
    exportId,
    cameraId,
    startTime: range.startTime,
    endTime: range.endTime,
    gaps: gaps.map(({ startTime, endTime, cause }) => ({ startTime, endTime, cause })),
  };
  return [
    ';FFMETADATA1',
    `title=${escaped(title)}`,
    `comment=${escaped(`${COMMENT} ${JSON.stringify(about)}`)}`,
    `creation_time=${(chapters.at(0)?.startTime ?? range.startTime).toISOString()}`,
    ...chapters.flatMap(({ startTime, endTime, fromMs, toMs }) => [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${fromMs}`,
      `END=${toMs}`,
      `title=${startTime.toISOString()} – ${endTime.toISOString()}`,
    ]),
    '',
  ].join('\n');
}

/** What would end a value, or begin something else, is marked with a backslash. */
const escaped = (text: string) => text.replaceAll(/[=;#\\\n]/g, '\\$&');
