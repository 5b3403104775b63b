import { type CutJob, type CutPiece, TransportCut } from '../streams/cutting/transport-cut.ts';
import { readTransport } from './transport-reading.ts';
import { h264, TransportSource } from './transport-source.ts';

export const SECOND = 90_000;
/** Fifteen pictures a second. */
export const STEP = 6_000;
export const PICTURE_PID = 0x100;
export const SOUND_PID = 0x101;

type End = NonNullable<CutPiece['end']>;

export const jobOf = (wish: Partial<CutJob> = {}): CutJob => ({
  codec: 'h264',
  keyPicturesOnly: false,
  sound: false,
  timeScale: 1,
  timestampSeconds: 0,
  ...wish,
});

/** The segments that become of a stream which comes in these pieces. */
export function cut(pieces: Iterable<Buffer>, wish: Partial<CutJob> = {}) {
  const cutting = new TransportCut(jobOf(wish));
  const segments: (End & { bytes: Buffer })[] = [];
  let kept: Buffer[] = [];
  const take = (made: Iterable<CutPiece>) => {
    for (const { bytes, end } of made) {
      kept.push(Buffer.from(bytes));
      if (end === undefined) continue;
      segments.push({ ...end, bytes: Buffer.concat(kept) });
      kept = [];
    }
  };
  for (const piece of pieces) {
    take(cutting.take(piece));
    if (cutting.isOver) return segments;
  }
  take(cutting.end());
  return segments;
}

export const cutSource = (source: TransportSource, wish: Partial<CutJob> = {}) => cut([source.bytes], wish);
export const readSegment = (segment: { bytes: Buffer } | undefined) =>
  readTransport(segment?.bytes ?? Buffer.alloc(0));
export const picturesOf = (segment: { bytes: Buffer } | undefined) =>
  readSegment(segment).units.filter(({ pid }) => pid === PICTURE_PID);

export const keyUnits = [h264.delimiter, h264.sequenceSet(), h264.pictureSet(), h264.key()];
export const otherUnits = [h264.delimiter, h264.other()];

/** So many seconds, each with a key picture and fourteen others. */
export function seconds(count: number, source = new TransportSource(), from = 0) {
  for (let second = 0; second < count; second += 1) {
    source.tables();
    for (let picture = 0; picture < 15; picture += 1) {
      const pts = from + second * SECOND + picture * STEP;
      source.picture({ pts }, ...(picture === 0 ? keyUnits : otherUnits));
    }
  }
  return source;
}

/** Four key pictures, each with some sound 10 ms after it. */
export function soundAndPictures() {
  const source = new TransportSource({ map: 0x42, picture: 0x1e1, sound: 0x1e2 }).tables();
  for (const index of [0, 1, 2, 3]) {
    source.picture({ pts: 5_000 + index * SECOND }, ...keyUnits);
    source.sound(5_900 + index * SECOND, soundOf(index));
  }
  return source;
}
export const soundOf = (index: number) => Buffer.alloc(400, index);

/** Pictures at these ticks; those of `keys` are key pictures. */
export function picturesAt(ticks: readonly number[], keys: readonly number[]) {
  const source = new TransportSource().tables();
  for (const pts of ticks) source.picture({ pts }, ...(keys.includes(pts) ? keyUnits : otherUnits));
  return source;
}

export const times = (segments: readonly End[]) =>
  segments.map(({ startSeconds, endSeconds }) => [startSeconds, Math.round(endSeconds * 1000) / 1000]);
