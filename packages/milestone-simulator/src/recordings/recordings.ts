import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { DAY } from '../history/slots.ts';
import type { Stretch } from '../history/stretch.ts';
import { ApiError } from '../http/api-error.ts';
import { Signal } from '../signal.ts';
import { footageOfRecordings, type Recording } from './recording.ts';

export interface StartRecording {
  cameraId: string;
  durationSeconds: number;
  triggerBy: string;
  description: string;
}

/** How long a recording on demand is remembered. */
const KEPT_DAYS = 7;

/** Where recordings outlive the process. */
export interface RecordingStore {
  save(recordings: readonly Recording[]): Promise<void>;
}

/** The manual recordings. They end by the clock alone: no timer has to be alive for it. */
export class Recordings {
  /** With the id of the camera that starts or stops recording on demand, without one where all are forgotten. */
  readonly changed = new Signal<string | undefined>();

  constructor(
    private readonly clock: Clock,
    private readonly store: RecordingStore,
    private all: readonly Recording[],
  ) {}

  /** @throws ApiError 409 when the camera already records on demand. */
  async start({ cameraId, durationSeconds, triggerBy, description }: StartRecording): Promise<Recording> {
    const start = this.now();
    const running = this.active(cameraId);
    if (running) {
      throw new ApiError(
        409,
        `The camera already records on demand (${running.recordingId}). Stop that first.`,
      );
    }
    const recordingId = `rec_${randomUUID()}`;
    const end = start + durationSeconds * 1000;
    const recording = { recordingId, cameraId, start, end, triggerBy, description };
    await this.replace([...this.all.filter((old) => old.end > start - KEPT_DAYS * DAY), recording], cameraId);
    return recording;
  }

  /** @throws ApiError 404 when this recording is over or never was. */
  async stop(cameraId: string, recordingId: string): Promise<Recording> {
    const running = this.active(cameraId);
    if (running?.recordingId !== recordingId) {
      throw new ApiError(404, `Recording ${recordingId} is not running on this camera.`);
    }
    const stopped = { ...running, end: this.now() };
    await this.replace(
      this.all.map((other) => (other === running ? stopped : other)),
      cameraId,
    );
    return stopped;
  }

  /** The manual recording that runs on a camera now. */
  active(cameraId: string): Recording | undefined {
    return this.allActive().find((recording) => recording.cameraId === cameraId);
  }

  allActive(): Recording[] {
    const now = this.now();
    return this.all.filter(({ start, end }) => start <= now && now < end);
  }

  /** What a camera's manual recordings cover, also ahead of now while one runs. */
  footage(cameraId: string): Stretch[] {
    return footageOfRecordings(this.all.filter((recording) => recording.cameraId === cameraId));
  }

  async clear(): Promise<void> {
    await this.replace([], undefined);
  }

  /** Takes effect at once, so that of two starts in one moment only one wins; the caller waits for the disk. */
  private async replace(recordings: readonly Recording[], cameraId: string | undefined): Promise<void> {
    const before = this.all;
    this.all = recordings;
    this.changed.tell(cameraId);
    try {
      await this.store.save(recordings);
    } catch (error) {
      if (this.all === recordings) {
        this.all = before;
        this.changed.tell(cameraId);
      }
      throw error;
    }
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
