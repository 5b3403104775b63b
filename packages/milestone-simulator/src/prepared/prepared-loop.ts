import { PICTURE_RATE, timeOfPicture } from '../video/picture-grid.ts';
import type { Take } from '../video/take.ts';
import { Nal, nalKind, splitAnnexB, toAnnexB } from './nal-units.ts';
import { type PicturePlace, readPicturePlace, readSliceSyntax, type SliceSyntax } from './slice-header.ts';
import { stripSlice } from './strip-slice.ts';
import { toPackets } from './transport-packets.ts';

/** A picture as it is sent: an access unit, in two parts. */
export interface SentPicture {
  /** What comes before the scene, in Annex B: new in each picture. */
  front: Buffer;
  scene: Scene;
  isKey: boolean;
}

/** All of a picture but its first row, wrapped beforehand. */
interface Scene {
  annexB: Buffer;
  /** Packets of MPEG-TS whose continuity is still to be counted. */
  packets: Buffer;
}

/** A picture of the loop: all of it but its first row, where the strip goes. */
interface LoopPicture {
  /** What comes before the slices. */
  head: Buffer;
  place: PicturePlace;
  scene: Scene;
}

/** Video encoded once, shown over and over: only the time strip is new in each picture. */
export class PreparedLoop {
  private constructor(
    private readonly pictures: readonly LoopPicture[],
    private readonly syntax: SliceSyntax,
    private readonly columns: number,
  ) {}

  /**
   * `stream` is Annex B with access unit delimiters, a slice for each row of macroblocks, and closed groups of
   * `PICTURE_RATE` pictures, an even number of them, so that the numbers of key pictures next to each other differ.
   *
   * @throws Error when it is anything else.
   */
  static fromAnnexB(stream: Buffer, columns: number): PreparedLoop {
    const units = splitAnnexB(stream);
    const sps = units.find((unit) => nalKind(unit) === Nal.sps);
    const pps = units.find((unit) => nalKind(unit) === Nal.pps);
    if (sps === undefined || pps === undefined) throw new Error('The prepared video has no parameter sets.');
    const syntax = readSliceSyntax(sps, pps);
    const pictures = accessUnits(units).map((unit) => toLoopPicture(unit, { sps, pps }, syntax));
    const groups = pictures.length / (2 * PICTURE_RATE);
    const isRegular = pictures.every(({ place }, index) => place.isKey === (index % PICTURE_RATE === 0));
    if (!isRegular || groups < 1 || !Number.isInteger(groups))
      throw new Error('The prepared video is not made of whole seconds.');
    return new PreparedLoop(pictures, syntax, columns);
  }

  /** The pictures of the take. Every fifteenth that is sent is a key picture, the first among them. */
  *show({ first, step, count }: Take, cameraNumber: number): Generator<SentPicture> {
    const seconds = this.pictures.length / PICTURE_RATE;
    const begin = (Math.floor(first / PICTURE_RATE) % seconds) * PICTURE_RATE;
    for (let index = 0; index < count; index += 1) {
      const picture = this.pictures[(begin + index) % this.pictures.length];
      if (picture === undefined) return;
      const cells = stripCells(cameraNumber, timeOfPicture(first + step * index));
      const strip = stripSlice({ cells, columns: this.columns }, picture.place, this.syntax);
      const front = Buffer.concat([picture.head, toAnnexB([strip])]);
      yield { front, scene: picture.scene, isKey: picture.place.isKey };
    }
  }
}

/** The cells of the strip (design: "the time strip"): marker, camera, tenths of a second mod 2^32. */
function stripCells(cameraNumber: number, epochMs: number): boolean[] {
  const bits = (value: number, count: number) => value.toString(2).padStart(count, '0').slice(-count);
  const tenths = Math.floor(epochMs / 100) % 2 ** 32;
  return [...`1010${bits(cameraNumber % 16, 4)}${bits(tenths, 32)}`].map((bit) => bit === '1');
}

function accessUnits(units: readonly Buffer[]): Buffer[][] {
  const pictures: Buffer[][] = [];
  for (const unit of units) {
    if (nalKind(unit) === Nal.delimiter) pictures.push([]);
    pictures.at(-1)?.push(unit);
  }
  return pictures;
}

function toLoopPicture(
  units: readonly Buffer[],
  { sps, pps }: { sps: Buffer; pps: Buffer },
  syntax: SliceSyntax,
): LoopPicture {
  const [strip, ...scene] = units.filter((unit) =>
    [Nal.slice, Nal.keySlice].some((kind) => kind === nalKind(unit)),
  );
  const delimiter = units.find((unit) => nalKind(unit) === Nal.delimiter);
  if (strip === undefined || delimiter === undefined || scene.length === 0)
    throw new Error('A prepared picture is not made of slices.');
  const place = readPicturePlace(strip, syntax);
  const head = toAnnexB(place.isKey ? [delimiter, sps, pps] : [delimiter]);
  const annexB = toAnnexB(scene);
  return { head, place, scene: { annexB, packets: toPackets(annexB) } };
}
