import type { Clock } from '../../clock.ts';
import { NotFoundError, ProtocolError, RefusedError } from '../../errors.ts';
import { safeWords } from '../../http/vms-words.ts';
import type { ConfigApi } from '../config/config-api.ts';
import type { CameraResource } from '../config/wire.ts';
import type { Recorder } from './recorder.ts';
import { StartAnswer, StopAnswer } from './wire.ts';

/** How long it is believed what may be done to a camera, in ms. */
const TRUSTED_MS = 300_000;

/** A camera and the recorder that has it. */
export interface RecordedCamera {
  resource: CameraResource;
  recorder: Recorder;
}

/** A list of devices with this one in it. */
export const devices = (deviceId: string) => ({ deviceIds: { guid: [deviceId] } });

/** Switches manual recording: by a task of the gateway where the release has it, else at the recorder (protocol reference §3.1). */
export class RecordingSwitches {
  readonly #tasks = new Map<string, { known: ReadonlySet<string>; readAt: number }>();

  constructor(
    private readonly config: ConfigApi,
    private readonly clock: Clock,
  ) {}

  /** Never repeated once it may have been heard. @throws MilestoneError */
  async start({ resource, recorder }: RecordedCamera, signal: AbortSignal): Promise<void> {
    if (await this.#hasTask(resource.id, 'StartRecording', signal)) {
      return this.config.runCameraTask(resource.id, { task: 'StartRecording' }, signal);
    }
    const call = { method: 'StartManualRecording', parameters: devices(resource.id) };
    const { StartManualRecordingResult: results } = await recorder.write(call, StartAnswer, signal);
    checkResult(results.ManualRecordingResult, 'start');
  }

  /** To stop what does not run changes nothing, so that this may be repeated. @throws MilestoneError */
  async stop({ resource, recorder }: RecordedCamera, signal: AbortSignal): Promise<void> {
    if (await this.#hasTask(resource.id, 'StopRecording', signal)) {
      return this.config.runCameraTask(resource.id, { task: 'StopRecording', repeatable: true }, signal);
    }
    const call = { method: 'StopManualRecording', parameters: devices(resource.id) };
    const { StopManualRecordingResult: results } = await recorder.read(call, StopAnswer, signal);
    checkResult(results.ManualRecordingResult, 'stop');
  }

  /** Asked once in a while: a release that is new has more tasks, never fewer. */
  async #hasTask(deviceId: string, task: string, signal: AbortSignal): Promise<boolean> {
    const now = this.clock.now();
    const kept = this.#tasks.get(deviceId);
    if (kept && now - kept.readAt < TRUSTED_MS) return kept.known.has(task);
    const known = await this.#tasksOf(deviceId, signal);
    this.#tasks.set(deviceId, { known, readAt: now });
    return known.has(task);
  }

  /** A release that does not know the question has none. */
  async #tasksOf(deviceId: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    try {
      return await this.config.cameraTasks(deviceId, signal);
    } catch (error) {
      const isUnknown =
        error instanceof RefusedError || error instanceof NotFoundError || error instanceof ProtocolError;
      if (isUnknown) return new Set();
      throw error;
    }
  }
}

function checkResult(results: readonly { ResultCode: number; Message: string }[], verb: string): void {
  const [result] = results;
  if (result?.ResultCode === 0) return;
  const words = safeWords(result?.Message ?? '');
  throw new RefusedError(409, `The VMS does not ${verb} the recording${words ? `: ${words}` : '.'}`);
}
