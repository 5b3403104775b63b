import { PICTURE_RATE } from '../video/picture-grid.ts';
import type { SentPicture } from './prepared-loop.ts';
import { countOn, toPackets } from './transport-packets.ts';
import { tableSections } from './transport-tables.ts';

const CLOCK = 90_000;
/** How long before its picture is shown a packet comes, in ticks. */
const LEAD = CLOCK / 2;
const WRAP = 2 ** 33;

/** Wraps pictures in MPEG-TS (ISO/IEC 13818-1): one programme, one stream, its tables before each key picture. */
export class TransportStream {
  private pictures = 0;
  private continuity = 0;
  private tables = 0;

  /** The packets of the next picture. */
  wrap({ front, scene, isKey }: SentPicture): Buffer[] {
    const clock = (this.pictures * (CLOCK / PICTURE_RATE)) % WRAP;
    this.pictures += 1;
    const begin = toPackets(
      Buffer.concat([pesHeader((clock + LEAD) % WRAP), front]),
      clockField(clock, isKey),
    );
    const rest = Buffer.from(scene.packets);
    this.continuity = countOn(rest, countOn(begin, this.continuity));
    return [...(isKey ? tableSections(this.tables++ & 0xf) : []), begin, rest];
  }
}

/** An adaptation field with the programme's clock; the first byte, its length, is left to the packet. */
function clockField(clock: number, isKey: boolean): Buffer {
  const field = Buffer.alloc(8);
  field.writeUInt8(isKey ? 0x50 : 0x10, 1);
  field.writeUInt32BE(Math.floor(clock / 2), 2);
  field.writeUInt16BE(((clock % 2) << 15) | 0x7e00, 6);
  return field;
}

/** The header of a packetised elementary stream's packet, of unbounded length, with the time of its picture. */
function pesHeader(time: number): Buffer {
  const header = Buffer.from([0, 0, 1, 0xe0, 0, 0, 0x80, 0x80, 5, 0, 0, 0, 0, 0]);
  header.writeUInt8(0x21 | (Math.floor(time / 2 ** 30) << 1), 9);
  header.writeUInt16BE(((Math.floor(time / 2 ** 15) & 0x7fff) << 1) | 1, 10);
  header.writeUInt16BE(((time & 0x7fff) << 1) | 1, 12);
  return header;
}
