import type { RecordedSequence } from '../recorder/sequences.ts';
import type { ImageServerConnection } from './connection.ts';
import { firstAnswer } from './first-answer.ts';
import type { Picture } from './generic-byte-data.ts';
import { nextPictures } from './group-pictures.ts';
import { EveryGroup, KeyPictures, MovingEnd } from './group-steps.ts';

interface Options {
  connection: ImageServerConnection;
  /** From which moment on; it lies in `sequence`, or before it. Epoch ms. */
  from: number;
  sequence: RecordedSequence;
  /** The sequence as it is by now; `undefined` where it is gone. */
  grown: () => Promise<RecordedSequence | undefined>;
  /** Where pictures come in groups, the others are left out, but for those of the first group and the last. */
  keyPicturesOnly: boolean;
}

/**
 * The pictures of a sequence from the key picture at or before a moment on, to the sequence's end (protocol reference
 * §5.3, §5.8), those at a time that have come. They come as they are taken: what is not asked for, the recorder does not send.
 * Each is there until the next ones are asked for.
 *
 * @throws NotFoundError `footage` where the recorder can not show that moment (yet). @throws UnreadableFootage
 * @throws MilestoneError
 */
export async function* walkFootage(options: Options): AsyncGenerator<Picture[], void, void> {
  const { connection, from, sequence, grown, keyPicturesOnly } = options;
  const end = new MovingEnd(sequence, grown);
  const steps = keyPicturesOnly ? new KeyPictures(connection, end) : new EveryGroup(connection, end);
  let answer = await firstAnswer(connection, Math.max(from, sequence.begin.getTime()), sequence);
  let isJpeg = false;
  for (;;) {
    steps.ask(isJpeg);
    for (;;) {
      const pictures = await nextPictures(connection, answer);
      if (pictures === undefined) break;
      isJpeg = pictures[0]?.codec === 'jpeg';
      if (pictures.length > 0) yield pictures;
    }
    const next = await steps.next(answer, isJpeg);
    if (next === undefined) return;
    answer = next;
  }
}
