import { abortReason, linkSignals, onAbort } from '../../calls/abort.ts';
import { type RetryPolicy, retry } from '../../calls/retry.ts';
import type { Slots } from '../../calls/slots.ts';
import { NotFoundError, ProtocolError } from '../../errors.ts';
import type { VmsVideoStream } from '../../milestone-client.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import { type Rejectable, tokenRejected, withToken } from '../../session/with-token.ts';
import { VideoBody } from '../../video/video-body.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { type RecordedSequence, sequenceFrom } from '../recorder/sequences.ts';
import { ImageServerConnection } from './connection.ts';
import { walkFootage } from './footage-walk.ts';
import { UnreadableFootage } from './group-pictures.ts';
import { muxerFor, RecordedVideo } from './recorded-video.ts';

export interface OpenVideo {
  deviceId: string;
  startTime: Date;
  /** The other pictures may be left out, but for those of the last group. */
  keyPicturesOnly: boolean;
  recorder: Recorder;
  /** The recorder's address. */
  uri: string;
  tokens: TokenKeeper;
  retryPolicy: RetryPolicy;
  idleMs: number;
  /** The connections to ImageServers that there may be. */
  connections: Slots;
  /** Count until the video ends, unlike the signal of the call. */
  signals: readonly AbortSignal[];
}

/**
 * Recorded video over the ImageServer, from the key picture at or before the asked time to the end of its sequence. In a
 * gap it begins with the next sequence. Until the first picture is there, it is tried again as every read is.
 *
 * @throws NotFoundError `camera`, `footage`. @throws MilestoneError
 */
export async function openVideo(request: OpenVideo, signal: AbortSignal): Promise<VmsVideoStream> {
  const { recorder, deviceId, startTime, connections } = request;
  const sequence = await sequenceFrom(recorder, deviceId, startTime, signal);
  if (sequence === undefined) throw noFootage();
  const leave = await connections.acquire(signal);
  try {
    return await open({ ...request, sequence, leave, asJpeg: false }, signal).catch((error: unknown) => {
      if (!(error instanceof UnreadableFootage)) throw error;
      return open({ ...request, sequence, leave, asJpeg: true }, signal);
    });
  } catch (error) {
    leave();
    // Not even as JPEG.
    throw error instanceof UnreadableFootage ? new ProtocolError(error.message) : error;
  }
}

interface Opening extends OpenVideo {
  sequence: RecordedSequence;
  asJpeg: boolean;
  /** Gives back the place in line. */
  leave: () => void;
}

function open(opening: Opening, signal: AbortSignal): Promise<VmsVideoStream> {
  const { recorder, tokens, retryPolicy } = opening;
  return withToken(tokens, signal, (token) =>
    recorder.breaker.run(() => retry(() => openOnce(opening, token, signal), retryPolicy, signal)),
  );
}

async function openOnce(
  opening: Opening,
  token: string,
  signal: AbortSignal,
): Promise<Rejectable<VmsVideoStream>> {
  const { recorder, deviceId, uri, tokens, sequence, asJpeg, startTime, idleMs, signals, leave } = opening;
  const { keyPicturesOnly } = opening;
  const { clock } = opening.retryPolicy;
  const connection = await ImageServerConnection.open(
    { uri, deviceId, token, tokens, clock, asJpeg },
    signal,
  );
  if (connection === tokenRejected) return tokenRejected;
  const lifetime = linkSignals(...signals);
  const close = () => {
    lifetime.release();
    connection.close();
  };
  const stop = onAbort([signal], close);
  try {
    const grown = (): Promise<RecordedSequence | undefined> =>
      sequenceFrom(recorder, deviceId, sequence.begin, lifetime.signal);
    const pictures = walkFootage({
      connection,
      from: startTime.getTime(),
      sequence,
      grown,
      keyPicturesOnly,
    });
    const { value: first, done } = await pictures.next();
    const [key] = first ?? [];
    if (done || key === undefined) throw noFootage();
    const muxer = muxerFor(key.codec, key.time);
    const begin = new Date(key.time);
    const body = new RecordedVideo({ muxer, first, rest: pictures, close });
    connection.onceClosed(leave);
    return {
      body: new VideoBody(body, { clock, idleMs, signals }),
      container: muxer.container,
      startTime: begin,
    };
  } catch (error) {
    close();
    throw signal.aborted ? abortReason(signal) : error;
  } finally {
    stop();
  }
}

const noFootage = () =>
  new NotFoundError('footage', 'The VMS has no footage of this camera from this time on.');
