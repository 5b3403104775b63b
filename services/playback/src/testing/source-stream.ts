import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { CameraId, type StreamCodec, type StreamSpeed } from '@playhead/contracts';
import type { VideoContainer, VideoRequest, VmsSequence } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import type { CutCodec } from '../streams/cutting/coding.ts';
import { Cutter } from '../streams/cutting/cutter.ts';
import { Disk } from '../streams/disk.ts';
import { EncoderSlots } from '../streams/ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from '../streams/ffmpeg/ffmpeg-run.ts';
import { Segmenter } from '../streams/ffmpeg/segmenter.ts';
import { JpegKeeper } from '../streams/jpegs/jpeg-keeper.ts';
import { Backwards } from '../streams/making/backwards.ts';
import { FeedTurns } from '../streams/making/feed-turns.ts';
import { Forwards } from '../streams/making/forwards.ts';
import { PartMaker } from '../streams/making/part-maker.ts';
import { SequenceFinder } from '../streams/making/sequence-finder.ts';
import { SequenceProducer } from '../streams/making/sequence-producer.ts';
import { StreamProducer } from '../streams/making/stream-producer.ts';
import { WindowMaker } from '../streams/making/window-maker.ts';
import { WindowProducer } from '../streams/making/window-producer.ts';
import { WindowTurner } from '../streams/making/window-turner.ts';
import { PlaybackStream } from '../streams/stream.ts';
import { cut } from './cut-source.ts';

/** What a VMS sends at normal speed. */
export interface Source {
  bytes: Buffer;
  container: VideoContainer;
  frameRate?: number;
}

interface SourceWish {
  ffmpegPath: string;
  directory: string;
  /** When the first picture of the source was recorded. */
  begun: Date;
  startTime: Date;
  endTime: Date;
  speed: StreamSpeed;
  codecs: readonly StreamCodec[];
  /** Where the one sequence ends that the VMS lists, where that matters. */
  recordedUntil?: Date;
  /** What it lists after that. */
  recordedLater?: { from: Date; to: Date };
  keepsJpegs?: boolean;
}

/** What a VMS lists as recorded and doesn't have; asked within, it sends from what is there before or after it. */
export interface Hole {
  from: Date;
  to: Date;
  sends: 'before' | 'after';
}

/** MPEG-TS as it is sent from the key picture on that is shown at the asked time, or before. */
export function fromKeyPictures(
  bytes: Buffer,
  begun: Date,
  codec: CutCodec = 'h264',
  holes: readonly Hole[] = [],
) {
  const startOf = ({ startSeconds }: { startSeconds: number }) =>
    new Date(begun.getTime() + Math.round(startSeconds * 1000));
  const groups = cut([bytes], { codec, isTakenApart: true }).filter(
    (group) => !holes.some(({ from, to }) => startOf(group) >= from && startOf(group) < to),
  );
  return (asked: Date): Source & { startTime: Date } => {
    const hole = holes.find(({ from, to, sends }) => sends === 'after' && asked >= from && asked < to);
    const shown = hole?.to ?? asked;
    const first = Math.max(
      0,
      groups.findLastIndex((group) => startOf(group) <= shown),
    );
    const sent = groups.slice(first);
    const startTime = startOf(sent[0] ?? { startSeconds: Number.NaN });
    return { bytes: Buffer.concat(sent.map((group) => group.bytes)), container: 'mp2t', startTime };
  };
}

/** The stream of a source, which is sent from its beginning on whatever is asked for, once it has ended. */
export async function streamOfSource(
  source: Source | ((asked: Date) => Source & { startTime: Date }),
  wish: SourceWish,
): Promise<PlaybackStream> {
  const { ffmpegPath, begun, recordedUntil, recordedLater, ...rest } = wish;
  const clock = new TestClock(new Date('2026-03-01T14:00:00Z'));
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const stream = new PlaybackStream({ ...rest, id: randomUUID(), camera, openedAt: clock.now() }, clock);
  const milestone = {
    capabilities: async () => ({ serverSideSpeed: false, reverseVideo: false, speeds: [1] }),
    getVideoStream: async (request: VideoRequest) => {
      const { bytes, ...sent } =
        typeof source === 'function' ? source(request.startTime) : { ...source, startTime: begun };
      return { ...sent, body: Readable.from([bytes], { objectMode: false }) };
    },
  };
  const previous = async (_: unknown, until: Date): Promise<VmsSequence | undefined> =>
    until > begun ? { sequenceId: 'one', startTime: begun, endTime: until, available: true } : undefined;
  const listed = [...(recordedUntil === undefined ? [] : [{ from: begun, to: recordedUntil }])];
  if (recordedLater !== undefined) listed.push(recordedLater);
  const next = async (_: unknown, asked: Date): Promise<VmsSequence | undefined> => {
    const found = listed.find(({ to }) => asked < to);
    return found && { sequenceId: 'one', startTime: found.from, endTime: found.to, available: true };
  };
  const footage = { next, previous };
  const finder: SequenceFinder = Reflect.construct(SequenceFinder, [footage, clock]);
  const segmenter = new Segmenter(new FfmpegRunner(ffmpegPath));
  const slots = new EncoderSlots(2);
  const disk = new Disk({ PLAYBACK_MAX_DISK_MB: 1000 }, { warn: () => undefined });
  const turns = new FeedTurns();
  const parts: PartMaker = Reflect.construct(PartMaker, [
    milestone,
    new Cutter(),
    new JpegKeeper(),
    segmenter,
    slots,
    disk,
    turns,
    finder,
  ]);
  const turner = new WindowTurner(segmenter, new JpegKeeper(), slots, disk, turns);
  const maker: WindowMaker = Reflect.construct(WindowMaker, [milestone, turner]);
  const windows = new WindowProducer(maker, finder);
  const sequences = new SequenceProducer(parts, new Forwards(finder), new Backwards(finder));
  const producer: StreamProducer = Reflect.construct(StreamProducer, [milestone, sequences, windows]);
  await producer.produce(stream);
  return stream;
}
