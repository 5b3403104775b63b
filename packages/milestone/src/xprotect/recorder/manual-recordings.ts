import type { Clock } from '../../clock.ts';
import { ConflictError, NotFoundError, RefusedError } from '../../errors.ts';
import type {
  StartVmsRecording,
  StoppedVmsRecording,
  VmsRecording,
  VmsRecordingStatus,
} from '../../milestone-client.ts';
import { recordingLimitOf } from '../config/site-camera.ts';
import type { CameraResource } from '../config/wire.ts';
import type { Recorder } from './recorder.ts';
import { devices, type RecordedCamera, type RecordingSwitches } from './recording-switches.ts';
import { sequencesIn } from './sequences.ts';
import { IsRecordingAnswer } from './wire.ts';

const MINUTE_MS = 60_000;
/** Where nothing tells how long a recording is held. */
const DAY_SECONDS = 24 * 60 * 60;

/** What the VMS can't tell of a recording: only who started it knows. */
interface Started {
  startTime: Date;
  durationSeconds: number;
}

/**
 * Manual recording (protocol reference §3). A camera has at most one, without a number: its id is made of the
 * camera's. The VMS keeps neither its start nor its length; it ends it after the camera's own timeout.
 */
export class ManualRecordings {
  readonly #started = new Map<string, Started>();

  constructor(
    private readonly switches: RecordingSwitches,
    private readonly clock: Clock,
  ) {}

  /** @throws RefusedError beforehand where the camera would not hold it that long. @throws ConflictError, MilestoneError */
  async start(
    { resource, recorder }: RecordedCamera,
    { durationSeconds }: StartVmsRecording,
    signal: AbortSignal,
  ): Promise<VmsRecording> {
    checkCanRecord(resource, durationSeconds);
    if (await this.#runs(recorder, resource.id, signal)) {
      throw new ConflictError('The camera already records on demand.');
    }
    const startTime = new Date(this.clock.now());
    // Noted before it is asked for: the answer may be lost, and the recorder does not tell when it began.
    this.#started.set(resource.id, { startTime, durationSeconds });
    try {
      await this.switches.start({ resource, recorder }, signal);
    } catch (error) {
      if (error instanceof RefusedError) this.#started.delete(resource.id);
      throw error;
    }
    return {
      recordingId: recordingIdOf(resource.id),
      deviceId: resource.id,
      startTime,
      estimatedEndTime: new Date(startTime.getTime() + durationSeconds * 1000),
    };
  }

  /** To stop what does not run changes nothing, so that this may be repeated. @throws NotFoundError, MilestoneError */
  async stop(
    { resource, recorder }: RecordedCamera,
    recordingId: string,
    signal: AbortSignal,
  ): Promise<StoppedVmsRecording> {
    const isOurs = recordingId === recordingIdOf(resource.id);
    if (!isOurs || !(await this.#runs(recorder, resource.id, signal))) {
      this.#started.delete(resource.id);
      throw new NotFoundError('recording', 'The VMS has no such recording running.');
    }
    const { startTime } = await this.#told({ resource, recorder }, signal);
    await this.switches.stop({ resource, recorder }, signal);
    this.#started.delete(resource.id);
    return { recordingId, actualDurationSeconds: this.#secondsSince(startTime) };
  }

  async status({ resource, recorder }: RecordedCamera, signal: AbortSignal): Promise<VmsRecordingStatus> {
    if (!(await this.#runs(recorder, resource.id, signal))) {
      this.#started.delete(resource.id);
      return { isRecording: false };
    }
    const isKnown = this.#started.has(resource.id);
    const { startTime, durationSeconds } = await this.#told({ resource, recorder }, signal);
    const elapsedSeconds = this.#secondsSince(startTime);
    return {
      isRecording: true,
      ...(!isKnown && { startIsGuessed: true }),
      recordingId: recordingIdOf(resource.id),
      startTime,
      elapsedSeconds,
      remainingSeconds: Math.max(0, durationSeconds - elapsedSeconds),
    };
  }

  async #runs(recorder: Recorder, deviceId: string, signal: AbortSignal): Promise<boolean> {
    const call = { method: 'IsManualRecording', parameters: devices(deviceId) };
    const { IsManualRecordingResult: result } = await recorder.read(call, IsRecordingAnswer, signal);
    return result.ManualRecordingInfo.some(
      ({ DeviceId, IsManualRecording }) => DeviceId.toLowerCase() === deviceId && IsManualRecording,
    );
  }

  /** What this client started; of another's recording, the sequence that it makes or runs into is the only trace. */
  async #told({ resource, recorder }: RecordedCamera, signal: AbortSignal): Promise<Started> {
    const ours = this.#started.get(resource.id);
    if (ours !== undefined) return ours;
    const now = new Date(this.clock.now());
    const lastMinute = {
      deviceId: resource.id,
      startTime: new Date(now.getTime() - MINUTE_MS),
      endTime: new Date(now.getTime() + MINUTE_MS),
    };
    const newest = (await sequencesIn(recorder, lastMinute, signal)).at(-1);
    const durationSeconds = recordingLimitOf(resource) ?? DAY_SECONDS;
    return { startTime: newest?.triggered ?? newest?.begin ?? now, durationSeconds };
  }

  #secondsSince(startTime: Date): number {
    return Math.max(0, (this.clock.now() - startTime.getTime()) / 1000);
  }
}

const recordingIdOf = (deviceId: string) => `manual-${deviceId}`;

function checkCanRecord(resource: CameraResource, durationSeconds: number): void {
  if (!resource.enabled || !resource.recordingEnabled) {
    const what = resource.enabled ? 'Recording is switched off for this camera' : 'The camera is disabled';
    throw new RefusedError(409, `${what} in the VMS. Switch it on in the Management Client.`);
  }
  const limit = recordingLimitOf(resource);
  if (limit === undefined || limit >= durationSeconds) return;
  throw new RefusedError(
    409,
    `The VMS ends manual recordings of this camera after ${limit / 60} min. Ask for no more, or raise "Stop manual recording after" on the camera's Record tab in the Management Client.`,
  );
}
