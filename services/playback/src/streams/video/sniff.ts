import type { VideoContainer } from '@playhead/milestone';
import { streamTypes, TS_PACKET, TS_SYNC } from './transport-tables.ts';
import type { PictureCodec, VideoFormat } from './video-format.ts';

/** What decides is within so many bytes of every container; more are not looked at. */
const SNIFFED_BYTES = 64 * 1024;

const TS_H264 = 0x1b;
const TS_H265 = 0x24;
const TS_AAC = 0x0f;

type Claim = Pick<VideoFormat, 'container' | 'frameRate'>;

/**
 * What the first bytes of a video say of it. `container` is what the VMS names it; what it does not name is guessed from
 * the bytes. `undefined` asks for more bytes.
 */
export function sniff({ container, frameRate }: Claim, bytes: Buffer): VideoFormat | undefined {
  const real = container === 'unknown' ? containerIn(bytes) : container;
  const found = contentOf(real, bytes);
  if (found === undefined) {
    if (bytes.length < SNIFFED_BYTES) return undefined;
    return { container: real, codec: 'unknown', aacAudio: false, frameRate };
  }
  return { container: real, ...found, frameRate };
}

function contentOf(
  container: VideoContainer,
  bytes: Buffer,
): { codec: PictureCodec; aacAudio: boolean } | undefined {
  switch (container) {
    case 'h264':
    case 'h265':
    case 'mjpeg':
      return { codec: container, aacAudio: false };
    case 'mp2t':
      return transportContent(bytes);
    case 'mp4':
      return movieContent(bytes);
    case 'unknown':
      return undefined;
  }
}

function transportContent(bytes: Buffer) {
  const types = streamTypes(bytes);
  if (types === undefined) return undefined;
  return { codec: transportCodec(types), aacAudio: types.includes(TS_AAC) };
}

function transportCodec(types: readonly number[]): PictureCodec {
  if (types.includes(TS_H264)) return 'h264';
  return types.includes(TS_H265) ? 'h265' : 'unknown';
}

/** The sample entries (ISO/IEC 14496-12 and -15) stand in the header before the first fragment. */
function movieContent(bytes: Buffer) {
  const end = bytes.indexOf('moof');
  if (end === -1 && bytes.length < SNIFFED_BYTES) return undefined;
  const header = bytes.subarray(0, end === -1 ? bytes.length : end);
  const has = (...names: string[]) => names.some((name) => header.includes(name));
  const codec: PictureCodec = has('avc1', 'avc3') ? 'h264' : has('hvc1', 'hev1') ? 'h265' : 'unknown';
  return { codec, aacAudio: has('mp4a') };
}

const START_CODE = Buffer.from([0, 0, 1]);
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

function containerIn(bytes: Buffer): VideoContainer {
  if (bytes[0] === TS_SYNC && bytes[TS_PACKET] === TS_SYNC) return 'mp2t';
  if (bytes.subarray(4, 8).toString('latin1') === 'ftyp') return 'mp4';
  const jpeg = bytes.indexOf(JPEG_START);
  if (bytes.subarray(0, 4).includes('--') && jpeg !== -1) return 'mjpeg';
  if (bytes.subarray(0, 4).includes(START_CODE)) return rawVideoIn(bytes);
  return 'unknown';
}

/** Annex B of both kinds begins with parameter sets, or with a delimiter: their type numbers tell which kind it is. */
function rawVideoIn(bytes: Buffer): VideoContainer {
  const header = bytes[bytes.indexOf(START_CODE) + 3] ?? 0;
  const isH265 = [32, 33, 34, 35].includes((header >> 1) & 0x3f) && (header & 1) === 0;
  return isH265 ? 'h265' : 'h264';
}
