/** A picture at its own time, epoch ms. */
export interface TimedPicture {
  time: number;
  image: Buffer;
}

/** Consecutive pictures of one camera that were decoded together; never empty. */
export interface PictureRun {
  cameraId: string;
  pictures: readonly TimedPicture[];
  /** The time of the picture after the last; `undefined` where the VMS's video ended. */
  next: number | undefined;
}

/** Times that come by different ways are rounded differently: two of them this close are the same picture, ms. */
export const SAME_MS = 1;

/** How long the last picture of a sequence is shown when nothing tells the rate, ms. */
const LAST_SHOWN_MS = 40;

export const firstTime = ({ pictures }: PictureRun): number => pictures[0]?.time ?? Number.NaN;

/** Until when the last picture is shown at least, epoch ms. */
export function shownUntil({ pictures, next }: PictureRun): number {
  if (next !== undefined) return next - SAME_MS;
  const last = pictures.at(-1)?.time ?? Number.NaN;
  const beforeLast = pictures.at(-2)?.time;
  return last + (beforeLast === undefined ? LAST_SHOWN_MS : last - beforeLast) + SAME_MS;
}

/** Whether the picture shown at `time` is among them. */
export const covers = (run: PictureRun, time: number): boolean =>
  firstTime(run) - SAME_MS <= time && time < shownUntil(run);

/** The index of the picture shown at `time`: the last that is not later. -1 when all are. */
export const indexAt = ({ pictures }: PictureRun, time: number): number =>
  pictures.findLastIndex((picture) => picture.time <= time + SAME_MS);

export const bytesOf = ({ pictures }: PictureRun): number =>
  pictures.reduce((sum, { image }) => sum + image.length, 0);
