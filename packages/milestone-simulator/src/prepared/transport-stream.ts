import { PICTURE_RATE } from '../video/picture-grid.ts';
import type { SentPicture } from './prepared-loop.ts';
import { tableSections } from './transport-tables.ts';

const PACKET = 188;
const VIDEO_PID = 0x100;
const CLOCK = 90_000;
/** How long before its picture is shown a packet comes, in ticks. */
const LEAD = CLOCK / 2;
const WRAP = 2 ** 33;

/** Wraps pictures in MPEG-TS (ISO/IEC 13818-1): one programme, one stream, a table before each key picture. */
export class TransportStream {
  private picture = 0;
  private continuity = 0;
  private tables = 0;

  /** The packets of the next picture. */
  wrap({ bytes, isKey }: SentPicture): Buffer {
    const clock = (this.picture * (CLOCK / PICTURE_RATE)) % WRAP;
    this.picture += 1;
    const payload = Buffer.concat([pesHeader((clock + LEAD) % WRAP), bytes]);
    const packets = isKey ? tableSections(this.tables++ & 0xf) : [];
    let offset = 0;
    while (offset < payload.length) {
      const adaptation = offset === 0 ? clockField(clock, isKey) : Buffer.alloc(0);
      const { packet, taken } = this.packet(payload.subarray(offset), adaptation, offset === 0);
      packets.push(packet);
      offset += taken;
    }
    return Buffer.concat(packets);
  }

  /** As much of the payload as fits; the last packet is stuffed in its adaptation field. */
  private packet(payload: Buffer, adaptation: Buffer, begins: boolean) {
    const room = PACKET - 4 - adaptation.length;
    const taken = Math.min(room, payload.length);
    const fieldLength = adaptation.length + room - taken;
    const packet = Buffer.alloc(PACKET, 0xff);
    packet.writeUInt8(0x47, 0);
    packet.writeUInt16BE((begins ? 0x4000 : 0) | VIDEO_PID, 1);
    packet.writeUInt8((fieldLength > 0 ? 0x30 : 0x10) | this.continuity, 3);
    this.continuity = (this.continuity + 1) & 0xf;
    if (fieldLength > 0) {
      packet.writeUInt8(fieldLength - 1, 4);
      if (fieldLength > 1) packet.writeUInt8(0, 5);
      if (adaptation.length > 0) adaptation.copy(packet, 5, 1);
    }
    payload.copy(packet, 4 + fieldLength, 0, taken);
    return { packet, taken };
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
