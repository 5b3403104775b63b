import { NotFoundError } from '../../errors.ts';
import type { RecordedSequence } from '../recorder/sequences.ts';
import type { ImageAnswer, ImageServerConnection } from './connection.ts';
import { type Packet, type Picture, packetsIn } from './generic-byte-data.ts';
import { MOST_BODY_BYTES, tooLarge } from './messages.ts';

/**
 * Requests on their way at a time: enough to keep the recorder busy, few enough that nothing piles up. An answer is a
 * group of pictures, or one JPEG.
 */
const ASKED_AHEAD = { groups: 3, jpegs: 12 };
/** So many groups of pictures before the wanted one are passed over. */
const MOST_PASSED = 5;
/** Times come in whole milliseconds, some of them cut, some rounded. */
const ROUNDING_MS = 1;

interface Options {
  connection: ImageServerConnection;
  /** From which moment on; it lies in `sequence`, or before it. Epoch ms. */
  from: number;
  sequence: RecordedSequence;
  /** The sequence as it is by now; `undefined` where it is gone. */
  grown: () => Promise<RecordedSequence | undefined>;
}

/** The recorder can make pictures of this footage, and nobody else: it has a form, a size or a mask that is not for others. */
export class UnreadableFootage extends Error {
  override name = 'UnreadableFootage';
}

/**
 * The pictures of a sequence from the key picture at or before a moment on, to the sequence's end (protocol reference
 * §5.3, §5.8). They come as they are taken: what is not asked for, the recorder does not send.
 *
 * @throws NotFoundError `footage` where the recorder can not show that moment (yet). @throws UnreadableFootage
 * @throws MilestoneError
 */
export async function* walkFootage({ connection, from, sequence, grown }: Options): AsyncGenerator<Picture> {
  const start = Math.max(from, sequence.begin.getTime());
  let answer = await firstAnswer(connection, start, sequence);
  let known = sequence;
  let asked = 0;
  let ahead = ASKED_AHEAD.groups;
  for (;;) {
    while (asked < ahead) {
      connection.next();
      asked += 1;
    }
    let pictures = await nextPictures(connection, answer);
    while (pictures !== undefined) {
      if (pictures[0]?.codec === 'jpeg') ahead = ASKED_AHEAD.jpegs;
      // What was taken is let go of here: a reader who stops would hold the whole body besides the next one.
      for (let picture = pictures.shift(); picture !== undefined; picture = pictures.shift()) yield picture;
      pictures = await nextPictures(connection, answer);
    }
    const { current } = answer.head;
    answer = await connection.answer();
    asked -= 1;
    // At the end of the database the newest one is repeated.
    if (answer.head.current <= current) return;
    if (answer.head.current > known.end.getTime()) {
      const now = await grown();
      if (now === undefined || answer.head.current > now.end.getTime()) return;
      known = now;
    }
  }
}

/** Goes to the group of pictures that shows `start`: after a gap it may take some steps. */
async function firstAnswer(
  connection: ImageServerConnection,
  start: number,
  sequence: RecordedSequence,
): Promise<ImageAnswer> {
  connection.goto(start);
  let answer = await connection.answer();
  for (let passed = 0; passed < MOST_PASSED; passed += 1) {
    const { current, next } = answer.head;
    if (current === 0) break;
    const isOfIt = current >= sequence.begin.getTime() - ROUNDING_MS;
    if (isOfIt && next > start) return answer;
    if (isOfIt) return newestAnswer(connection, answer, start);
    await passOver(connection, answer);
    connection.next();
    answer = await connection.answer();
    if (answer.head.current <= current) break;
  }
  throw nothingToShow();
}

/** Nothing follows: the newest one shows `start` only where its last picture was still to be seen then. */
async function newestAnswer(
  connection: ImageServerConnection,
  answer: ImageAnswer,
  start: number,
): Promise<ImageAnswer> {
  const times: number[] = [];
  let pictures = await nextPictures(connection, answer);
  while (pictures !== undefined) {
    times.push(...pictures.map(({ time }) => time));
    pictures = await nextPictures(connection, answer);
  }
  const last = Math.max(...times);
  const longest = Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)), 0);
  if (start > last && start >= last + longest) throw nothingToShow();
  connection.goto(start);
  return connection.answer();
}

async function passOver(connection: ImageServerConnection, answer: ImageAnswer): Promise<void> {
  while ((await connection.body(answer)) !== undefined);
}

/** The pictures in the next body of an answer; `undefined` after the last. */
async function nextPictures(
  connection: ImageServerConnection,
  answer: ImageAnswer,
): Promise<Picture[] | undefined> {
  if (answer.head.isMasked) throw new UnreadableFootage('The recorder hides parts of the picture.');
  const body = await connection.body(answer);
  if (body === tooLarge) {
    const most = MOST_BODY_BYTES / (1024 * 1024);
    throw new UnreadableFootage(
      `The recorder sends more than ${most} MiB of pictures at once. Have the camera send H.264 or H.265, or smaller pictures.`,
    );
  }
  return body && packetsIn(body, answer.head.current).flatMap(pictureIn);
}

function pictureIn(packet: Packet): Picture[] {
  if (packet.kind === 'unreadable') throw new UnreadableFootage('The recorder sends an old form of video.');
  return packet.kind === 'picture' ? [packet.picture] : [];
}

const nothingToShow = () =>
  new NotFoundError('footage', 'The VMS has no footage of this camera at this time.');
