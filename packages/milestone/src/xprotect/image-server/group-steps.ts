import type { RecordedSequence } from '../recorder/sequences.ts';
import type { ImageAnswer, ImageServerConnection } from './connection.ts';
import { passOver } from './group-pictures.ts';

/**
 * Requests on their way at a time: enough to keep the recorder busy, few enough that nothing piles up. An answer is a
 * group of pictures, or one JPEG.
 */
const ASKED_AHEAD = { groups: 3, jpegs: 12 };

/** Where a sequence ends: while the camera records, later and later. */
export class MovingEnd {
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

/** From one group of pictures to the next, asked for in advance. */
export class EveryGroup {
  #asked = 0;

  constructor(
    private readonly connection: ImageServerConnection,
    private readonly end: MovingEnd,
  ) {}

  /** For what follows an answer, before that is read. */
  ask(isJpeg: boolean): void {
    for (const ahead = isJpeg ? ASKED_AHEAD.jpegs : ASKED_AHEAD.groups; this.#asked < ahead; this.#asked += 1)
      this.connection.next();
  }

  /** What follows an answer that was read; `undefined` at the end of the sequence. @throws MilestoneError */
  async next({ head }: ImageAnswer): Promise<ImageAnswer | undefined> {
    const answer = await this.connection.answer();
    this.#asked -= 1;
    // At the end of the database the newest one is repeated.
    const isOver = answer.head.current <= head.current || (await this.end.isBefore(answer.head.current));
    return isOver ? undefined : answer;
  }
}

/**
 * From group to group by where the next one begins, for it is `goto` that can ask for the key picture alone (protocol reference
 * §5.2). When the last group's own last picture was taken tells the end of the footage, so that group comes whole. JPEGs are
 * key pictures all of them, and many may be asked for at a time.
 */
export class KeyPictures {
  readonly #jpegs: EveryGroup;

  constructor(
    private readonly connection: ImageServerConnection,
    private readonly end: MovingEnd,
  ) {
    this.#jpegs = new EveryGroup(connection, end);
  }

  ask(isJpeg: boolean): void {
    if (isJpeg) this.#jpegs.ask(isJpeg);
  }

  /** As for every group. @throws MilestoneError */
  async next(last: ImageAnswer, isJpeg: boolean): Promise<ImageAnswer | undefined> {
    const { connection, end } = this;
    const { current, next } = last.head;
    if (next <= current || (await end.isBefore(next))) return undefined;
    if (isJpeg) {
      this.#jpegs.ask(isJpeg);
      return this.#jpegs.next(last);
    }
    connection.goto(next, { keyPicturesOnly: true });
    const answer = await connection.answer();
    const { head } = answer;
    const isLast = head.next <= head.current || (await end.isBefore(head.next));
    const found = head.current <= current || isLast ? await this.#wholeGroup(answer, current) : answer;
    return found.head.current <= current ? undefined : found;
  }

  /** The group of an answer with all its pictures; where times that were rounded led back to the one before, the next. */
  async #wholeGroup(answer: ImageAnswer, before: number): Promise<ImageAnswer> {
    await passOver(this.connection, answer);
    if (answer.head.current <= before) this.connection.next();
    else this.connection.goto(answer.head.current);
    return this.connection.answer();
  }
}
