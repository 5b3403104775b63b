import type { SegmentJob } from '../ffmpeg/segment-job.ts';
import { EARLY_SOUND } from '../video/early-sound.ts';
import { CLOCK_HZ } from '../video/timestamps.ts';
import { streamTypes, TS_PACKET } from '../video/transport-packets.ts';
import { type MappedStream, ProgramTables } from '../video/transport-tables.ts';
import { type Coding, type CutCodec, codings } from './coding.ts';
import { type CutPicture, LastPicture } from './last-picture.ts';
import { PacketReader, type PacketRun } from './packet-reader.ts';
import { PacketWriter, PICTURE_PID, SOUND_PID } from './packet-writer.ts';
import { ParameterSets } from './parameter-sets.ts';
import { type Moment, PictureClock } from './picture-clock.ts';
import { contentOf, type PictureHead, readPictureHead } from './picture-head.ts';
import { SegmentTimeline, type SegmentTimes } from './segment-times.ts';
import { UncuttableError } from './uncuttable.ts';
import { type Unit, UnitCollector } from './unit-collector.ts';
import { readUnitHeader, writeUnitHeader } from './unit-header.ts';

export interface CutJob
  extends Pick<
    SegmentJob,
    'sound' | 'timeScale' | 'outputSeconds' | 'timestampSeconds' | 'laterSegmentSeconds' | 'isTakenApart'
  > {
  codec: CutCodec;
  /** Whether all other pictures are left out. */
  keyPicturesOnly: boolean;
}

/** Bytes of a segment, the last ones where `end` says what has become of it. Valid until the next are asked for. */
export interface CutPiece {
  bytes: Buffer;
  end?: SegmentTimes & { fedBytes: number };
}

/** More of a segment is not kept back. */
const MAX_KEPT_BYTES = 256 * 1024;
/** More than comes between two pictures. */
const MAX_HEARD_BYTES = 1024 * 1024;
/** What FFmpeg adds to all times, in ticks, so that none is negative. */
const LEAD = 126_000;
/** By so much the clock is behind what is decoded: what is decoded first may be shown before the first picture. */
const CLOCK_LAG = LEAD / 2;
/** The clock is told after so many ticks: it has to be every tenth of a second. */
const CLOCK_STEP = 4_500;

/**
 * Cuts a transport stream at key pictures into segments that can be decoded by themselves. Bytes in, bytes out: what is read
 * and written is up to others.
 */
export class TransportCut {
  /** Whether all that is wanted was cut. */
  isOver = false;
  private readonly coding: Coding;
  private readonly reader = new PacketReader();
  private readonly tables = new ProgramTables();
  private readonly clock = new PictureClock();
  private readonly sets: ParameterSets;
  private readonly lastPicture: LastPicture | undefined;
  private readonly timeline: SegmentTimeline;
  private readonly pictures = new UnitCollector();
  private readonly sounds = new UnitCollector();
  /** Since the last picture. */
  private readonly heard: Unit[] = [];
  private streams: readonly MappedStream[] | undefined;
  private picturePid: number | undefined;
  private soundPid: number | undefined;
  private writer: PacketWriter | undefined;
  private toldClock = Number.NEGATIVE_INFINITY;

  constructor(private readonly job: CutJob) {
    this.coding = codings[job.codec];
    this.sets = new ParameterSets(this.coding);
    this.timeline = new SegmentTimeline(job);
    this.lastPicture = job.isTakenApart === true ? undefined : new LastPicture(job);
  }

  /** @throws UncuttableError */
  *take(chunk: Buffer): Generator<CutPiece> {
    for (const run of this.reader.read(chunk)) {
      if (this.tables.has(run.pid)) this.readTables(run);
      else if (run.pid === this.picturePid) {
        for (const unit of this.pictures.add(run)) yield* this.cutPicture(unit);
      } else if (run.pid === this.soundPid) {
        for (const unit of this.sounds.add(run)) this.keepSound(unit);
      }
      if (this.isOver) return;
    }
  }

  /** Nothing follows. @throws UncuttableError */
  *end(): Generator<CutPiece> {
    for (const unit of this.sounds.end()) this.keepSound(unit);
    for (const unit of this.pictures.end()) yield* this.cutPicture(unit);
    if (this.isOver) return;
    if (this.writer === undefined) throw new UncuttableError('It has no key picture.');
    yield this.ended(this.writer, undefined, this.reader.offset);
  }

  private readTables({ packets }: PacketRun) {
    for (let at = 0; at < packets.length; at += TS_PACKET)
      this.tables.take(packets.subarray(at, at + TS_PACKET));
    const { streams } = this.tables;
    if (streams === undefined || streams === this.streams) return;
    const hadSound = this.soundPid !== undefined;
    this.picturePid = streams.find(({ type }) => type === this.coding.streamType)?.pid;
    this.soundPid = this.job.sound ? streams.find(({ type }) => type === streamTypes.aac)?.pid : undefined;
    const isOther = this.streams !== undefined && hadSound !== (this.soundPid !== undefined);
    if (this.picturePid === undefined || isOther) throw new UncuttableError('It is made of something else.');
    this.streams = streams;
  }

  private *cutPicture(unit: Unit): Generator<CutPiece> {
    const header = readUnitHeader(unit.packets);
    const head = readPictureHead(this.coding, unit.packets, header.contentAt);
    this.sets.learn(head);
    if (this.writer === undefined && !head.isKey) {
      this.heard.length = 0;
      return;
    }
    const moment = this.scaled(this.clock.picture(header));
    if (this.isBeyond(moment.dts)) {
      this.isOver = true;
      if (this.writer !== undefined) yield this.ended(this.writer, undefined, unit.offset);
      return;
    }
    // What is shown before the first key picture needs pictures that were not sent.
    if (moment.pts < 0) return;
    if (this.job.keyPicturesOnly && !this.isKept(head)) {
      // The key picture before it is shown in its place.
      this.timeline.add(moment.pts);
      return;
    }
    const begins = this.writer === undefined || (head.isKey && this.timeline.endsAt(moment.pts));
    const picture = { unit, header, head, moment, begins };
    if (begins && this.writer !== undefined) yield this.ended(this.writer, picture, unit.offset);
    this.writer ??= new PacketWriter(this.coding, this.soundPid !== undefined);
    if (begins) this.writer.writeTables();
    this.writePicture(this.writer, picture);
    this.lastPicture?.take(picture);
    this.timeline.add(moment.pts);
    for (const sound of this.heard.splice(0)) this.writeSound(this.writer, sound);
    if (this.writer.bytes > MAX_KEPT_BYTES) yield { bytes: this.writer.take() };
  }

  /** @throws UncuttableError for a key picture that decoders want to see others after. */
  private isKept({ isKey, isKeyByItself }: PictureHead): boolean {
    if (isKey && !isKeyByItself) throw new UncuttableError('Its key pictures are no starting points alone.');
    return isKey;
  }

  private writePicture(writer: PacketWriter, { unit, header, head, moment, begins }: CutPicture) {
    const { contentAt } = header;
    const times = this.shifted(moment);
    const front = [writeUnitHeader({ ...header, ...times, contentBytes: undefined })];
    if (head.delimiterBytes === 0) front.push(this.coding.delimiter);
    const missing = begins ? this.sets.missingIn(head) : [];
    const tellsClock = begins || moment.dts - this.toldClock >= CLOCK_STEP;
    if (tellsClock) this.toldClock = moment.dts;
    const rest = {
      pid: PICTURE_PID,
      isKey: head.isKey,
      clock: tellsClock ? times.dts - CLOCK_LAG : undefined,
    };
    if (missing.length === 0) {
      front.push(unit.packets.subarray(contentAt, TS_PACKET));
      writer.writeUnit({ ...rest, front: Buffer.concat(front), rest: unit.packets.subarray(TS_PACKET) });
    } else {
      const content = contentOf(unit.packets, contentAt);
      front.push(content.subarray(0, head.delimiterBytes), ...missing, content.subarray(head.delimiterBytes));
      writer.writeUnit({ ...rest, front: Buffer.concat(front), rest: Buffer.alloc(0) });
    }
  }

  /** Sound stays with the picture that it comes with, which is whole after it. @throws UncuttableError */
  private keepSound({ packets, offset }: Unit) {
    this.heard.push({ packets: Buffer.from(packets), offset });
    const bytes = this.heard.reduce((sum, sound) => sum + sound.packets.length, 0);
    if (bytes > MAX_HEARD_BYTES) throw new UncuttableError('It has sound and no pictures.');
  }

  private writeSound(writer: PacketWriter, { packets }: Unit) {
    const header = readUnitHeader(packets);
    const moment = this.scaled(this.clock.sound(header));
    if (this.isBeyond(moment.pts) || moment.pts < -EARLY_SOUND) return;
    const front = writeUnitHeader({ ...header, ...this.shifted(moment) });
    writer.writeUnit({
      pid: SOUND_PID,
      front: Buffer.concat([front, packets.subarray(header.contentAt, TS_PACKET)]),
      rest: packets.subarray(TS_PACKET),
      isKey: false,
    });
  }

  private ended(writer: PacketWriter, next: CutPicture | undefined, fedBytes: number): CutPiece {
    const times = this.timeline.end(next?.moment.pts);
    const endTicks = Math.round(times.endSeconds * CLOCK_HZ);
    for (const picture of this.lastPicture?.followedBy(next, endTicks) ?? [])
      this.writePicture(writer, picture);
    return { bytes: writer.take(), end: { ...times, fedBytes } };
  }

  private isBeyond(ticks: number): boolean {
    return ticks / CLOCK_HZ >= (this.job.outputSeconds ?? Number.POSITIVE_INFINITY);
  }

  private scaled({ pts, dts }: Moment): Moment {
    const { timeScale } = this.job;
    return { pts: Math.round(pts * timeScale), dts: Math.round(dts * timeScale) };
  }

  private shifted({ pts, dts }: Moment): Moment {
    const shift = Math.round(this.job.timestampSeconds * CLOCK_HZ) + LEAD;
    return { pts: pts + shift, dts: dts + shift };
  }
}
