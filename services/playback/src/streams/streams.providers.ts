import type { Provider } from '@nestjs/common';
import type { ServiceContext } from '@playhead/service-kit';
import type { PlaybackConfig } from '../config.ts';
import { Cutter } from './cutting/cutter.ts';
import { Disk } from './disk.ts';
import { EncoderSlots } from './ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from './ffmpeg/ffmpeg-run.ts';
import { Segmenter } from './ffmpeg/segmenter.ts';
import { JpegKeeper } from './jpegs/jpeg-keeper.ts';
import { SegmentLinks } from './links/segment-links.ts';
import { SigningKey } from './links/signing-key.ts';
import { ViewersRepository } from './links/viewers.repository.ts';
import { Viewers } from './links/viewers.ts';
import { WatchedCameras } from './links/watched-cameras.ts';
import { Backwards } from './making/backwards.ts';
import { FeedTurns } from './making/feed-turns.ts';
import { Forwards } from './making/forwards.ts';
import { PartMaker } from './making/part-maker.ts';
import { SequenceFinder } from './making/sequence-finder.ts';
import { SequenceProducer } from './making/sequence-producer.ts';
import { StreamProducer } from './making/stream-producer.ts';
import { WindowMaker } from './making/window-maker.ts';
import { WindowProducer } from './making/window-producer.ts';
import { WindowTurner } from './making/window-turner.ts';
import { MotionJpegService } from './mjpeg/motion-jpeg.service.ts';
import { SegmentDecoder } from './mjpeg/segment-decoder.ts';
import { StreamPictures } from './mjpeg/stream-pictures.ts';
import { OtherRoom } from './places/other-room.ts';
import { SharedStreams } from './places/shared-streams.ts';
import { StreamClaimsRepository } from './places/stream-claims.repository.ts';
import { StreamClaims } from './places/stream-claims.ts';
import { LocalStreams } from './serving/local-streams.ts';
import { SegmentBytes } from './serving/segment-bytes.ts';
import { SegmentsController } from './serving/segments.controller.ts';
import { StreamsController } from './serving/streams.controller.ts';

export const streamControllers = [StreamsController, SegmentsController];

/** What makes and serves streams. */
export const streamProviders = ({
  config,
  clock,
}: Pick<ServiceContext<PlaybackConfig>, 'config' | 'clock'>): Provider[] => [
  { provide: SigningKey, useFactory: () => SigningKey.fromFile(config.PLAYBACK_SIGNING_KEY_FILE) },
  {
    provide: SegmentLinks,
    inject: [SigningKey],
    useFactory: (key: SigningKey) => new SegmentLinks(key, clock),
  },
  { provide: EncoderSlots, useFactory: () => new EncoderSlots(config.PLAYBACK_MAX_ENCODERS) },
  Backwards,
  Cutter,
  Disk,
  FeedTurns,
  FfmpegRunner,
  Forwards,
  JpegKeeper,
  LocalStreams,
  MotionJpegService,
  OtherRoom,
  PartMaker,
  SegmentBytes,
  SegmentDecoder,
  Segmenter,
  SequenceFinder,
  SequenceProducer,
  SharedStreams,
  StreamClaims,
  StreamClaimsRepository,
  StreamPictures,
  StreamProducer,
  Viewers,
  ViewersRepository,
  WatchedCameras,
  WindowMaker,
  WindowProducer,
  WindowTurner,
];
