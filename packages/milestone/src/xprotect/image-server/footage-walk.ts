import type { RecordedSequence } from '../recorder/sequences.ts';
import type { ImageAnswer, ImageServerConnection } from './connection.ts';
import { firstAnswer } from './first-answer.ts';
import type { Picture } from './generic-byte-data.ts';
import { passOver, picturesOf } from './group-pictures.ts';

/**
 * Requests on their way at a time: enough to keep the recorder busy, few enough that nothing piles up. An answer is a
 * group of pictures, or one JPEG.
 */
const ASKED_AHEAD = { groups: 3, jpegs: 12 };

interface Options {
  connection: ImageServerConnection;
  /** From which moment on; it lies in `sequence`, or before it. Epoch ms. */
  from: number;
  sequence: RecordedSequence;
  /** The sequence as it is by now; `undefined` where it is gone. */
  grown: () => Promise<RecordedSequence | undefined>;
  /** The other pictures are left out, but for those of the first group and the last. */
  keyPicturesOnly: boolean;
}

/**
 * The pictures of a sequence from the key picture at or before a moment on, to the sequence's end (protocol reference
 * §5.3, §5.8). They come as they are taken: what is not asked for, the recorder does not send.
 *
 * @throws NotFoundError `footage` where the recorder can not show that moment (yet). @throws UnreadableFootage
 * @throws MilestoneError
 */
export async function* walkFootage(options: Options): AsyncGenerator<Picture> {
  const { connection, from, sequence, grown, keyPicturesOnly } = options;
  const answer = await firstAnswer(connection, Math.max(from, sequence.begin.getTime()), sequence);
  const end = new MovingEnd(sequence, grown);
  yield* keyPicturesOnly ? keyPictures(connection, answer, end) : everyPicture(connection, answer, end);
}

async function* everyPicture(
  connection: ImageServerConnection,
  first: ImageAnswer,
  end: MovingEnd,
): AsyncGenerator<Picture> {
  let answer = first;
  let asked = 0;
  let ahead = ASKED_AHEAD.groups;
  for (;;) {
    while (asked < ahead) {
      connection.next();
      asked += 1;
    }
    for await (const picture of picturesOf(connection, answer)) {
      if (picture.codec === 'jpeg') ahead = ASKED_AHEAD.jpegs;
      yield picture;
    }
    const { current } = answer.head;
    answer = await connection.answer();
    asked -= 1;
    // At the end of the database the newest one is repeated.
    if (answer.head.current <= current || (await end.isBefore(answer.head.current))) return;
  }
}

/**
 * Goes from group to group by where the next one begins, for it is `goto` that can ask for the key picture alone (protocol
 * reference §5.2). When the last group's own last picture was taken tells the end of the footage, so that group comes whole.
 */
async function* keyPictures(
  connection: ImageServerConnection,
  first: ImageAnswer,
  end: MovingEnd,
): AsyncGenerator<Picture> {
  let answer = first;
  let isJpeg = false;
  for await (const picture of picturesOf(connection, answer)) {
    isJpeg = picture.codec === 'jpeg';
    yield picture;
  }
  for (;;) {
    const { current, next } = answer.head;
    if (next <= current || (await end.isBefore(next))) return;
    if (isJpeg) {
      // Each is a key picture, and many of them may be asked for at a time.
      connection.next();
      return yield* everyPicture(connection, await connection.answer(), end);
    }
    connection.goto(next, { keyPicturesOnly: true });
    answer = await connection.answer();
    const isLast = answer.head.next <= answer.head.current || (await end.isBefore(answer.head.next));
    if (answer.head.current <= current || isLast) answer = await wholeGroup(connection, answer, current);
    if (answer.head.current <= current) return;
    yield* picturesOf(connection, answer);
  }
}

/** The group of an answer with all its pictures; where times that were rounded led back to the one before, the next. */
async function wholeGroup(
  connection: ImageServerConnection,
  answer: ImageAnswer,
  before: number,
): Promise<ImageAnswer> {
  await passOver(connection, answer);
  if (answer.head.current <= before) connection.next();
  else connection.goto(answer.head.current);
  return connection.answer();
}

/** Where a sequence ends: while the camera records, later and later. */
class MovingEnd {
  #sequence: RecordedSequence;

  constructor(
    sequence: RecordedSequence,
    private readonly grown: () => Promise<RecordedSequence | undefined>,
  ) {
    this.#sequence = sequence;
  }

  /** Whether a moment, epoch ms, is of a later sequence. @throws MilestoneError */
  async isBefore(time: number): Promise<boolean> {
    if (time <= this.#sequence.end.getTime()) return false;
    const now = await this.grown();
    if (now === undefined || time > now.end.getTime()) return true;
    this.#sequence = now;
    return false;
  }
}
