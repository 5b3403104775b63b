import { type CutCodec, codings, tellsRecoveryPoint } from '../../streams/cutting/coding.ts';
import { DecodeError } from '../picture-decoder.ts';

/** A picture of raw video, with all that comes before it. */
export interface AccessUnit {
  /** Valid for ever. */
  bytes: Buffer;
  /** The type of its unit (ITU-T H.264 or H.265, table 7-1). */
  type: number;
  /** Whether a message, or parameters for who begins to read, come before it: it is sent as a place to begin at. */
  isAnnounced: boolean;
}

const START_CODE = Buffer.from([0, 0, 1]);
/** After a start code so many bytes tell what a unit is: the header and the first byte of a piece of a picture. */
const TOLD_BYTES = 3;
/** The piece is the first of its picture: its number is nought, written as a one, or so says a flag. */
const FIRST_PIECE = 0x80;
/** Larger than any picture. */
const MAX_UNIT_BYTES = 16 * 1024 * 1024;

interface Layout {
  headerBytes: number;
  /** The type of messages before a picture. */
  messages: number;
  /** The type of parameters that are sent for those alone who begin to read here. */
  beginners: number | undefined;
  /** Whether a unit of this type, after a picture, belongs to the next one (H.264, 7.4.1.2.3; H.265, 7.4.2.4.4). */
  leadsIn(type: number): boolean;
  /** Whether a piece of this type may be the first of a picture. */
  mayBegin(type: number): boolean;
}

const layouts: Readonly<Record<CutCodec, Layout>> = {
  h264: {
    headerBytes: 1,
    messages: 6,
    beginners: undefined,
    leadsIn: (type) => (type >= 6 && type <= 9) || (type >= 14 && type <= 18),
    mayBegin: (type) => type === 1 || type === 2 || type === 5,
  },
  h265: {
    headerBytes: 2,
    messages: 39,
    beginners: 32,
    leadsIn: (type) =>
      (type >= 32 && type <= 35) || type === 39 || (type >= 41 && type <= 44) || (type >= 48 && type <= 55),
    mayBegin: (type) => type < 32,
  },
};

/** Parts raw video into its pictures, in the order in which they are coded, however it comes in pieces. */
export class AccessUnits {
  private readonly coding;
  private readonly layout;
  private bytes: Buffer = Buffer.alloc(0);
  /** Up to where start codes were looked for. */
  private lookedTo = 0;
  private type: number | undefined;
  private isAnnounced = false;
  private messageAt: number | undefined;

  constructor(codec: CutCodec) {
    this.coding = codings[codec];
    this.layout = layouts[codec];
  }

  /** Those that are whole with this piece. @throws DecodeError where there is no end of one. */
  *take(chunk: Buffer): Generator<AccessUnit> {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    for (;;) {
      const start = this.bytes.indexOf(START_CODE, this.lookedTo);
      if (start === -1) {
        this.lookedTo = Math.max(this.lookedTo, this.bytes.length - START_CODE.length + 1);
        break;
      }
      this.lookedTo = start;
      if (start + START_CODE.length + TOLD_BYTES > this.bytes.length) break;
      yield* this.unitAt(start);
    }
    if (this.bytes.length > MAX_UNIT_BYTES) throw new DecodeError('A picture of the VMS has no end.');
  }

  /** What there is of the last one. */
  *end(): Generator<AccessUnit> {
    if (this.type !== undefined) yield this.upTo(this.bytes.length, this.type);
  }

  private *unitAt(start: number): Generator<AccessUnit> {
    this.readMessage(start);
    const at = start + START_CODE.length;
    const type = this.coding.typeOf(this.bytes.readUInt8(at));
    const piece = this.bytes.readUInt8(at + this.layout.headerBytes);
    const begins = this.layout.mayBegin(type) && (piece & FIRST_PIECE) !== 0;
    this.lookedTo = at;
    if (this.type !== undefined && (begins || this.layout.leadsIn(type))) {
      yield this.upTo(start, this.type);
      this.lookedTo = START_CODE.length;
    }
    if (this.coding.isPicture(type)) this.type ??= type;
    else if (type === this.layout.beginners) this.isAnnounced = true;
    else if (type === this.layout.messages) this.messageAt = this.lookedTo;
  }

  private readMessage(end: number) {
    if (this.messageAt === undefined) return;
    this.isAnnounced ||= tellsRecoveryPoint(
      this.bytes.subarray(this.messageAt, end),
      this.layout.headerBytes,
    );
    this.messageAt = undefined;
  }

  private upTo(end: number, type: number): AccessUnit {
    const unit = { bytes: Buffer.from(this.bytes.subarray(0, end)), type, isAnnounced: this.isAnnounced };
    this.bytes = this.bytes.subarray(end);
    this.type = undefined;
    this.isAnnounced = false;
    return unit;
  }
}
