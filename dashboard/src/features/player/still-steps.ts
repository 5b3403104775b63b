import { getPicture, type Picture } from '../../api/http.ts';

/** A single picture, shown over the video in its place. */
export type Still = { readonly url: string /** Epoch ms: the picture's own time. */; readonly at: number };

type Steps = {
  readonly cameraId: string;
  readonly onStill: (still: Still) => void;
  readonly onError: (error: unknown) => void;
};

/** Media times are rounded: a picture's own time is looked for this little after what the video says, in ms. */
const SLACK_MS = 8;
const MOST_AT_ONCE = 50;

/** The picture of a camera that is shown at `time` (epoch ms), or one so many pictures before or after it. */
export const getFrame = (
  cameraId: string,
  time: number,
  pictures: number,
  signal?: AbortSignal,
): Promise<Picture> =>
  getPicture(`/cameras/${cameraId}/playback/frames`, {
    query: {
      time: new Date(time).toISOString(),
      step: Math.sign(pictures),
      ...(pictures !== 0 && { count: Math.abs(pictures) }),
    },
    signal,
  });

/** Goes from picture to picture. Steps asked for while one is on its way are taken together afterwards. */
export class StillSteps {
  #from: number | undefined;
  #wanted = 0;
  #running: AbortController | undefined;
  #shown: Still | undefined;

  constructor(private readonly steps: Steps) {}

  /** `at` (epoch ms) is the time of the picture on screen; it counts until the first step is there. */
  step(direction: 1 | -1, at: number): void {
    this.#from ??= at + SLACK_MS;
    this.#wanted += direction;
    if (!this.#running) void this.#run();
  }

  /** The video shows again. */
  clear(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#from = undefined;
    this.#wanted = 0;
    if (this.#shown) URL.revokeObjectURL(this.#shown.url);
    this.#shown = undefined;
  }

  async #run(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      while (this.#wanted !== 0 && this.#from !== undefined) {
        const pictures = Math.max(-MOST_AT_ONCE, Math.min(MOST_AT_ONCE, this.#wanted));
        this.#wanted -= pictures;
        const { image, takenAt } = await getFrame(this.steps.cameraId, this.#from, pictures, running.signal);
        if (running.signal.aborted) return;
        this.#from = takenAt ?? this.#from;
        this.#show({ url: URL.createObjectURL(image), at: this.#from });
      }
    } catch (error) {
      if (running.signal.aborted) return;
      this.#wanted = 0;
      this.steps.onError(error);
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  #show(still: Still): void {
    const before = this.#shown;
    this.#shown = still;
    this.steps.onStill(still);
    if (before) URL.revokeObjectURL(before.url);
  }
}
