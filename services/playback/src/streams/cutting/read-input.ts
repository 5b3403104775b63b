import type { Segmenting } from '../ffmpeg/segment-job.ts';

interface Taking {
  /** A piece of it; `true` when that was enough. */
  take: (chunk: Buffer) => Promise<boolean>;
  /** All of it was taken. */
  end: () => Promise<void>;
}

/** Reads the input of a job piece by piece. An abort ends that, and what fails then is no failure. */
export async function readInput(
  { input, signal }: Pick<Segmenting, 'input' | 'signal'>,
  { take, end }: Taking,
): Promise<void> {
  const hangUp = () => input.destroy();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    signal.throwIfAborted();
    for await (const chunk of input) if (await take(chunk)) return;
    await end();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}
