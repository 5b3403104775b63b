/** Between two pieces of news about the progress of one camera's recording, in ms. */
export const PROGRESS_INTERVAL_MS = 5_000;

interface Pace<T> {
  timer: NodeJS.Timeout;
  /** The newest that came too early, and replaces those before it. */
  waiting?: T;
}

/** Lets one progress per camera and interval through: the first at once, then the newest at the end of the interval. */
export class ProgressPacer<T> {
  private readonly paces = new Map<string, Pace<T>>();

  constructor(private readonly pass: (progress: T) => void) {}

  offer(cameraId: string, progress: T) {
    const pace = this.paces.get(cameraId);
    if (pace === undefined) this.release(cameraId, progress);
    else pace.waiting = progress;
  }

  /** Something else happened to the camera: what waits is out of date. */
  forget(cameraId: string) {
    const pace = this.paces.get(cameraId);
    if (pace !== undefined) delete pace.waiting;
  }

  stop() {
    for (const { timer } of this.paces.values()) clearTimeout(timer);
    this.paces.clear();
  }

  private release(cameraId: string, progress: T) {
    this.paces.set(cameraId, { timer: setTimeout(() => this.next(cameraId), PROGRESS_INTERVAL_MS) });
    this.pass(progress);
  }

  private next(cameraId: string) {
    const waiting = this.paces.get(cameraId)?.waiting;
    this.paces.delete(cameraId);
    if (waiting !== undefined) this.release(cameraId, waiting);
  }
}
