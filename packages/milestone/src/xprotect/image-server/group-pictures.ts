import type { ImageAnswer, ImageServerConnection } from './connection.ts';
import { type Packet, type Picture, packetsIn } from './generic-byte-data.ts';
import { type Body, MOST_BODY_BYTES, tooLarge } from './messages.ts';

/** The recorder can make pictures of this footage, and nobody else: it has a form, a size or a mask that is not for others. */
export class UnreadableFootage extends Error {
  override name = 'UnreadableFootage';
}

/** Reads over an answer: the next one comes behind it. @throws MilestoneError */
export async function passOver(connection: ImageServerConnection, answer: ImageAnswer): Promise<void> {
  while ((await connection.bodies(answer)) !== undefined);
}

/**
 * The pictures in the next bodies of an answer, `undefined` after the last; they are there until more is read.
 *
 * @throws UnreadableFootage @throws MilestoneError
 */
export async function nextPictures(
  connection: ImageServerConnection,
  answer: ImageAnswer,
): Promise<Picture[] | undefined> {
  if (answer.head.isMasked) throw new UnreadableFootage('The recorder hides parts of the picture.');
  const bodies = await connection.bodies(answer);
  if (bodies === undefined) return undefined;
  const pictures: Picture[] = [];
  for (const body of bodies) {
    for (const packet of packetsOf(body, answer.head.current)) {
      if (packet.kind === 'unreadable')
        throw new UnreadableFootage('The recorder sends an old form of video.');
      if (packet.kind === 'picture') pictures.push(packet.picture);
    }
  }
  return pictures;
}

function packetsOf(body: Body, current: number): Packet[] {
  if (body !== tooLarge) return packetsIn(body, current);
  const most = MOST_BODY_BYTES / (1024 * 1024);
  throw new UnreadableFootage(
    `The recorder sends more than ${most} MiB of pictures at once. Have the camera send H.264 or H.265, or smaller pictures.`,
  );
}
