import { open } from 'node:fs/promises';
import type { Segment } from '../playlist/playlist.ts';

/** Where a JPEG lies in the file of its segment, and when it is shown, in seconds of playing from the first of them. */
export interface KeptJpeg {
  at: number;
  length: number;
  offsetSeconds: number;
}

/** The pictures of a segment in the order of showing, read one by one as they are taken. */
export async function* readJpegs(
  { path }: Pick<Segment, 'path'>,
  jpegs: readonly KeptJpeg[],
): AsyncGenerator<{ image: Buffer; offsetMs: number }> {
  const file = await open(path);
  try {
    for (const { at, length, offsetSeconds } of jpegs) {
      const image = Buffer.alloc(length);
      await file.read(image, 0, length, at);
      yield { image, offsetMs: offsetSeconds * 1000 };
    }
  } finally {
    await file.close();
  }
}
