import type { RecordingServer } from '../config/site-camera.ts';
import type { Recorder } from './recorder.ts';

/** The recorders that were spoken to, one for each address. */
export class Recorders {
  readonly #known = new Map<string, Recorder>();

  constructor(private readonly make: (uri: string) => Recorder) {}

  at({ uri }: RecordingServer): Recorder {
    const known = this.#known.get(uri) ?? this.make(uri);
    this.#known.set(uri, known);
    return known;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#known.values()].map((recorder) => recorder.close()));
  }
}
