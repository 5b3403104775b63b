import { NotFoundError, ProtocolError } from '../../errors.ts';
import type { VmsSnapshot } from '../../milestone-client.ts';
import type { Recorder } from './recorder.ts';
import { sequenceFrom } from './sequences.ts';
import { JpegAfterAnswer, JpegBeforeAnswer } from './wire.ts';

/**
 * The picture shown at a moment (protocol reference §5.6). What the recorder has before it may be hours old: it counts
 * only where it is of the sequence in which the moment lies.
 *
 * @throws NotFoundError `footage`. @throws MilestoneError
 */
export async function pictureAt(
  recorder: Recorder,
  deviceId: string,
  time: Date,
  signal: AbortSignal,
): Promise<VmsSnapshot> {
  const parameters = { deviceId, time: time.toISOString() };
  const [sequence, before] = await Promise.all([
    sequenceFrom(recorder, deviceId, time, signal),
    recorder.read({ method: 'JPEGGetAtOrBefore', parameters }, JpegBeforeAnswer, signal),
  ]);
  if (sequence === undefined || sequence.begin > time) throw noFootage();
  const { Time, Data } = before.JPEGGetAtOrBeforeResult;
  if (Data !== undefined && Time >= sequence.begin) return snapshot(Data);
  const after = await recorder.read({ method: 'JPEGGetAtOrAfter', parameters }, JpegAfterAnswer, signal);
  const first = after.JPEGGetAtOrAfterResult;
  if (first.Data === undefined || first.Time > sequence.end) throw noFootage();
  return snapshot(first.Data);
}

const noFootage = () => new NotFoundError('footage', 'The VMS has no footage of this camera at this time.');

function snapshot(base64: string): VmsSnapshot {
  const image = Buffer.from(base64, 'base64');
  if (image.length < 2 || image.readUInt16BE(0) !== 0xffd8) {
    throw new ProtocolError("The VMS's answer to a snapshot is not a picture.");
  }
  return { image, contentType: 'image/jpeg' };
}
