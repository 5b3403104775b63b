import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { JpegSplitter } from './jpeg-splitter.ts';

/** The bones of a JPEG: a header segment with an end-of-image marker among its bytes, and a scan. */
const jpeg = (filler: number) =>
  Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0x00, 0x06, 0xff, 0xd9, 0x00, filler],
    ...[0xff, 0xda, 0x00, 0x04, 0x01, 0x02, filler, 0xff, 0x00, filler, 0xff, 0xd9],
  ]);

const split = (chunks: Buffer[]) => Readable.from(chunks).pipe(new JpegSplitter()).toArray();

describe('parting JPEG pictures', () => {
  it('gives each whole, however the bytes come', async () => {
    const pictures = [jpeg(1), jpeg(2), jpeg(3)];
    const bytes = Buffer.concat(pictures);

    expect(await split([bytes])).toEqual(pictures);
    expect(await split([...bytes].map((byte) => Buffer.from([byte])))).toEqual(pictures);
  });

  it('gives none that is torn', async () => {
    expect(await split([jpeg(1), jpeg(2).subarray(0, -1)])).toEqual([jpeg(1)]);
  });
});
