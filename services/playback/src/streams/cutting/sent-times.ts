import { stampIn } from '../video/picture-times.ts';
import { CLOCK_HZ, readTimestamp, ticksBetween } from '../video/timestamps.ts';
import { TS_PACKET } from '../video/transport-packets.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { PacketReader } from './packet-reader.ts';
import { UncuttableError } from './uncuttable.ts';

/** Where nothing was recorded for so long, that is a hole, in seconds, unless pictures are that far apart. */
const HOLE_SECONDS = 0.9;
/** The same where pictures are as rare as if key pictures alone were sent, which may come at any distance. */
const KEY_HOLE_SECONDS = 10;
const RARE_SECONDS = 0.5;
/** The next picture may come so much later than others do, in intervals between them. */
const LATE_INTERVALS = 1.5;

/** Nothing was recorded between two pictures, in seconds after the first that was sent. */
export interface SentHole {
  fromSeconds: number;
  toSeconds: number;
}

/** When the pictures are shown that the VMS sends, whether they are kept or not, as the bytes come. Only MPEG-TS tells. */
export class SentTimes {
  private readonly times: number[] = [];
  private firstStamp: number | undefined;
  private packets: PacketReader | undefined;

  constructor({ container }: Pick<VideoFormat, 'container'>) {
    this.packets = container === 'mp2t' ? new PacketReader() : undefined;
  }

  /** How long after the first picture the latest is shown, in seconds; `undefined` while nothing tells. */
  get reachedSeconds(): number | undefined {
    return this.times.reduce<number | undefined>((latest, time) => Math.max(latest ?? 0, time), undefined);
  }

  /** The last hole that begins before a time. */
  lastHole(beforeSeconds: number): SentHole | undefined {
    const times = this.times.toSorted((a, b) => a - b);
    const steps = times.slice(1).map((toSeconds, index) => ({ fromSeconds: times[index] ?? 0, toSeconds }));
    const lengths = steps.map(lengthOf).sort((a, b) => a - b);
    const usual = lengths[lengths.length >> 1] ?? 0;
    const hole = Math.max(usual < RARE_SECONDS ? HOLE_SECONDS : KEY_HOLE_SECONDS, usual * LATE_INTERVALS);
    return steps.findLast((step) => step.fromSeconds < beforeSeconds && lengthOf(step) > hole);
  }

  take(chunk: Buffer): void {
    if (this.packets === undefined) return;
    try {
      for (const { packets, startsUnit } of this.packets.read(chunk)) {
        if (startsUnit) this.unit(packets.subarray(0, TS_PACKET));
      }
    } catch (error) {
      if (!(error instanceof UncuttableError)) throw error;
      this.packets = undefined;
    }
  }

  private unit(packet: Buffer): void {
    const at = stampIn(packet);
    if (at === undefined) return;
    const stamp = readTimestamp(packet, at);
    this.firstStamp ??= stamp;
    this.times.push(ticksBetween(this.firstStamp, stamp) / CLOCK_HZ);
  }
}

const lengthOf = ({ fromSeconds, toSeconds }: SentHole) => toSeconds - fromSeconds;
