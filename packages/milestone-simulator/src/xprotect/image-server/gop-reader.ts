import type { Camera } from '../../cameras/camera.ts';
import { PICTURE_RATE, pictureFrom, timeOfPicture } from '../../video/picture-grid.ts';
import type { Video } from '../../video/video.ts';
import { type AccessUnit, accessUnits } from './access-units.ts';
import type { Picture } from './generic-byte-data.ts';
import type { GopPlace } from './gop-places.ts';

/** Reads GOPs of one camera; as long as they follow each other one FFmpeg makes them all. */
export class GopReader {
  private units: AsyncGenerator<AccessUnit> | undefined;
  private follows = Number.NaN;

  constructor(
    private readonly video: Video,
    private readonly camera: Camera,
  ) {}

  /** @throws ApiError 503 when too many streams are open. @throws EncoderError */
  async read({ start, sequenceEnd }: GopPlace): Promise<Picture[]> {
    if (this.units === undefined || this.follows !== start) await this.begin(start, sequenceEnd);
    const pictures: Picture[] = [];
    const first = pictureFrom(start);
    while (pictures.length < PICTURE_RATE) {
      const next = await this.units?.next();
      if (next === undefined || next.done) break;
      const { data, isKey } = next.value;
      pictures.push({ data, isKey, time: timeOfPicture(first + pictures.length) });
    }
    this.follows = start + 1000;
    return pictures;
  }

  /** Ends the FFmpeg that stands ready for the next GOP. */
  async close(): Promise<void> {
    const { units } = this;
    this.units = undefined;
    await units?.return(undefined);
  }

  private async begin(start: number, sequenceEnd: number): Promise<void> {
    await this.close();
    const first = pictureFrom(start);
    const take = { first, step: 1, count: pictureFrom(sequenceEnd) - first };
    this.units = accessUnits(
      this.video.annexB(this.camera, take),
      this.camera.codec === 'h265' ? 'h265' : 'h264',
    );
  }
}
