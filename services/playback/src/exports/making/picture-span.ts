import { open } from 'node:fs/promises';
import { pictureInterval, pictureTimes } from '../../streams/video/picture-times.ts';
import { TS_PACKET } from '../../streams/video/transport-packets.ts';

/** In so much there are a few pictures of the finest camera, in bytes. */
const LOOK_BYTES = TS_PACKET * 40_000;
/** How long the last picture is shown where there is none to compare it with, in seconds. */
const ALONE_SECONDS = 0.04;

/** The time from the first picture of an MPEG-TS file to the end of its last, on the clock of the file, in seconds. */
export interface PictureSpan {
  startSeconds: number;
  endSeconds: number;
}

/** Reads the beginning and the end of the file only; `undefined` where there are no pictures. */
export async function pictureSpan(path: string): Promise<PictureSpan | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (from: number) => {
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(Math.min(LOOK_BYTES, size)),
        position: from,
      });
      return pictureTimes(buffer.subarray(0, bytesRead));
    };
    const head = await read(0);
    const tailFrom = Math.floor(Math.max(0, size - LOOK_BYTES) / TS_PACKET) * TS_PACKET;
    const tail = tailFrom === 0 ? head : await read(tailFrom);
    const first = head.at(0);
    const last = tail.at(-1) ?? head.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const interval = pictureInterval(tail) ?? pictureInterval(head) ?? ALONE_SECONDS;
    return { startSeconds: first, endSeconds: last + interval };
  } finally {
    await file.close();
  }
}
