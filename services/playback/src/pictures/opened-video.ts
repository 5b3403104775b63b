import { Readable } from 'node:stream';
import { isUntimed } from '../streams/ffmpeg/segment-arguments.ts';
import type { OpenedVideo } from '../streams/making/video-feed.ts';
import { firstPictureTicks, hasPicturesBesideSound } from './keys/first-time.ts';
import type { DecodeRequest } from './picture-decoder.ts';

/** Video whose first bytes were looked at, from the first of them, as it is decoded. */
export function toDecode(
  opened: OpenedVideo,
): Pick<DecodeRequest, 'video' | 'beginsWithPicture' | 'firstTicks'> {
  const { video, format, head } = opened;
  const firstTicks = firstPictureTicks(format, head);
  return {
    video: { ...video, container: format.container, body: fromTheFirst(opened) },
    beginsWithPicture: format.sound === 'none' && !isUntimed(format),
    ...(firstTicks !== undefined && { firstTicks }),
  };
}

/** Whether the first bytes tell all that `toDecode` has to know. */
export const tellsFirst = ({ format, head }: Pick<OpenedVideo, 'format' | 'head'>): boolean =>
  !hasPicturesBesideSound(format) || firstPictureTicks(format, head) !== undefined;

/** Closes the video as soon as it is closed itself, even while it waits for more. */
function fromTheFirst(opened: OpenedVideo): Readable {
  const pieces = piecesOf(opened);
  return new Readable({
    read() {
      pieces.next().then(
        ({ value }) => this.push(value ?? null),
        (error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      opened.video.body.destroy();
      done(error);
    },
  });
}

/** What failed meanwhile fails after the first bytes, which may be enough. */
async function* piecesOf(opened: OpenedVideo): AsyncGenerator<Buffer, undefined> {
  yield opened.head;
  if (opened.failure !== undefined) throw opened.failure;
  if (!opened.over) yield* opened.video.body;
  return undefined;
}
