import { NotFoundError } from '../../errors.ts';
import type { RecordedSequence } from '../recorder/sequences.ts';
import type { ImageAnswer, ImageServerConnection } from './connection.ts';
import { nextPictures, passOver } from './group-pictures.ts';

/** So many groups of pictures before the wanted one are passed over. */
const MOST_PASSED = 5;
/** Times come in whole milliseconds, some of them cut, some rounded. */
const ROUNDING_MS = 1;

/**
 * Goes to the group of pictures that shows `start`, epoch ms: after a gap it may take some steps.
 *
 * @throws NotFoundError `footage` where the recorder can not show that moment (yet). @throws UnreadableFootage
 * @throws MilestoneError
 */
export async function firstAnswer(
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
    // Nothing follows it, as `next` would say; otherwise times that were cut led one picture too far back.
    if (isOfIt && next <= current) return newestAnswer(connection, answer, start);
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

const nothingToShow = () =>
  new NotFoundError('footage', 'The VMS has no footage of this camera at this time.');
