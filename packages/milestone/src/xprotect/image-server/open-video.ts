import { abortReason, linkSignals, onAbort } from '../../calls/abort.ts';
import type { Slots } from '../../calls/slots.ts';
import type { Clock } from '../../clock.ts';
import { NotFoundError } from '../../errors.ts';
import type { VmsVideoStream } from '../../milestone-client.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import { VideoBody } from '../../video/video-body.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { type RecordedSequence, sequenceFrom } from '../recorder/sequences.ts';
import { ImageServerConnection } from './connection.ts';
import { UnreadableFootage, walkFootage } from './footage-walk.ts';
import { muxerFor, RecordedVideo } from './recorded-video.ts';

export interface OpenVideo {
  deviceId: string;
  startTime: Date;
  recorder: Recorder;
  /** The recorder's address. */
  uri: string;
  tokens: TokenKeeper;
  clock: Clock;
  idleMs: number;
  /** The connections to ImageServers that there may be. */
  connections: Slots;
  /** Count until the video ends, unlike the signal of the call. */
  signals: readonly AbortSignal[];
}

/**
 * Recorded video over the ImageServer, from the key picture at or before the asked time to the end of its sequence. In a
 * gap it begins with the next sequence.
 *
 * @throws NotFoundError `camera`, `footage`. @throws MilestoneError
 */
export async function openVideo(request: OpenVideo, signal: AbortSignal): Promise<VmsVideoStream> {
  const { recorder, deviceId, startTime } = request;
  const sequence = await sequenceFrom(recorder, deviceId, startTime, signal);
  if (sequence === undefined) throw noFootage();
  try {
    return await open(request, sequence, false, signal);
  } catch (error) {
    if (!(error instanceof UnreadableFootage)) throw error;
    return open(request, sequence, true, signal);
  }
}

async function open(
  request: OpenVideo,
  sequence: RecordedSequence,
  asJpeg: boolean,
  signal: AbortSignal,
): Promise<VmsVideoStream> {
  const { recorder, deviceId, clock, startTime, idleMs, signals } = request;
  const connection = await connect(request, asJpeg, signal);
  const lifetime = linkSignals(...signals);
  const close = () => {
    lifetime.release();
    connection.close();
  };
  const stop = onAbort([signal], close);
  try {
    const grown = (): Promise<RecordedSequence | undefined> =>
      sequenceFrom(recorder, deviceId, sequence.begin, lifetime.signal);
    const pictures = walkFootage({ connection, from: startTime.getTime(), sequence, grown });
    const { value: first, done } = await pictures.next();
    if (done) throw noFootage();
    const muxer = muxerFor(first.codec, first.time);
    const body = new RecordedVideo({ muxer, first, rest: pictures, close });
    return {
      body: new VideoBody(body, { clock, idleMs, signals }),
      container: muxer.container,
      startTime: new Date(first.time),
    };
  } catch (error) {
    close();
    throw signal.aborted ? abortReason(signal) : error;
  } finally {
    stop();
  }
}

/** Its place in line comes with it, and goes when it closes. */
async function connect(
  { connections, recorder, uri, deviceId, tokens, clock }: OpenVideo,
  asJpeg: boolean,
  signal: AbortSignal,
): Promise<ImageServerConnection> {
  const onClose = await connections.acquire(signal);
  try {
    return await recorder.breaker.run(() =>
      ImageServerConnection.open({ uri, deviceId, tokens, clock, asJpeg, onClose }, signal),
    );
  } catch (error) {
    onClose();
    throw error;
  }
}

const noFootage = () =>
  new NotFoundError('footage', 'The VMS has no footage of this camera from this time on.');
