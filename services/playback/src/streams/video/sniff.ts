import type { VideoContainer } from '@playhead/milestone';
import { pidOf, streamTypes, TS_PACKET, TS_SYNC, transportPackets } from './transport-packets.ts';
import { ProgramTables } from './transport-tables.ts';
import type { PictureCodec, SoundKind, VideoFormat } from './video-format.ts';

/** What decides is within so many bytes of every container; more are not looked at. */
const SNIFFED_BYTES = 64 * 1024;

type Claim = Pick<VideoFormat, 'container' | 'frameRate'>;
type Content = Pick<VideoFormat, 'codec' | 'sound'>;

/**
 * What the first bytes of a video say of it. `container` is what the VMS names it; what it does not name is guessed from
 * the bytes. `undefined` asks for more bytes.
 */
export function sniff({ container, frameRate }: Claim, bytes: Buffer): VideoFormat | undefined {
  const real = container === 'unknown' ? containerIn(bytes) : container;
  const found = contentOf(real, bytes);
  if (found === undefined) {
    if (bytes.length < SNIFFED_BYTES) return undefined;
    return { container: real, codec: 'unknown', sound: 'other', frameRate };
  }
  return { container: real, ...found, frameRate };
}

function contentOf(container: VideoContainer, bytes: Buffer): Content | undefined {
  switch (container) {
    case 'h264':
    case 'h265':
    case 'mjpeg':
      return { codec: container, sound: 'none' };
    case 'mp2t':
      return transportContent(bytes);
    case 'mp4':
      return movieContent(bytes);
    case 'unknown':
      return isMatroskaOfJpegs(bytes) ? { codec: 'mjpeg', sound: 'other' } : undefined;
  }
}

/** Its header names the coding of its first track (RFC 9559, 27), which is that of the pictures. */
const isMatroskaOfJpegs = (bytes: Buffer) =>
  bytes.subarray(0, 4).equals(MATROSKA) && bytes.includes('V_MJPEG');

function transportContent(bytes: Buffer): Content | undefined {
  const tables = new ProgramTables();
  for (const packet of transportPackets(bytes)) {
    if (tables.has(pidOf(packet))) tables.take(packet);
    if (tables.streams === undefined) continue;
    const types = tables.streams.map(({ type }) => type);
    return { codec: transportCodec(types), sound: transportSound(types) };
  }
  return undefined;
}

function transportCodec(types: readonly number[]): PictureCodec {
  if (types.includes(streamTypes.h264)) return 'h264';
  return types.includes(streamTypes.h265) ? 'h265' : 'unknown';
}

/** What else a map names may be sound: some kinds are told apart by descriptors only. */
function transportSound(types: readonly number[]): SoundKind {
  if (types.includes(streamTypes.aac)) return 'aac';
  return types.length > 1 ? 'other' : 'none';
}

/** The sample entries (ISO/IEC 14496-12 and -15) stand in the header before the first fragment. */
function movieContent(bytes: Buffer): Content | undefined {
  const end = bytes.indexOf('moof');
  if (end === -1 && bytes.length < SNIFFED_BYTES) return undefined;
  const header = bytes.subarray(0, end === -1 ? bytes.length : end);
  const has = (...names: string[]) => names.some((name) => header.includes(name));
  const codec: PictureCodec = has('avc1', 'avc3') ? 'h264' : has('hvc1', 'hev1') ? 'h265' : 'unknown';
  return { codec, sound: has('mp4a') ? 'aac' : 'other' };
}

const MATROSKA = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);
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
