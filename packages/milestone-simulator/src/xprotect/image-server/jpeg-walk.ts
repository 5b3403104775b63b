import { PICTURE_RATE, pictureAt, pictureFrom, timeOfPicture } from '../../video/picture-grid.ts';
import type { GopPlaces } from './gop-places.ts';
import { move } from './move.ts';
import type { MethodCall } from './requests.ts';

/** A picture by its number, and the times of it and its neighbours. */
export interface FoundPicture {
  picture: number;
  times: { previous: number; current: number; next: number };
}

/** Goes from picture to picture, as a client does that gets JPEGs; by key pictures unless it asked for all. */
export class JpegWalk {
  private picture: number | undefined;

  constructor(private readonly places: () => GopPlaces) {}

  /** `undefined` where nothing is recorded. At the end the newest picture repeats, with `next` its own time. */
  move(call: MethodCall, allPictures: boolean): FoundPicture | undefined {
    const places = this.places();
    const found = this.find(places, call, allPictures);
    if (found === undefined) return undefined;
    this.picture = found;
    const [previous, next] = [before(places, found, allPictures), after(places, found, allPictures)];
    return {
      picture: found,
      times: {
        previous: timeOfPicture(previous),
        current: timeOfPicture(found),
        next: timeOfPicture(next),
      },
    };
  }

  private find(places: GopPlaces, call: MethodCall, allPictures: boolean): number | undefined {
    const { picture } = this;
    if (picture !== undefined && call.methodname === 'next') return after(places, picture, allPictures);
    if (picture !== undefined && call.methodname === 'previous') return before(places, picture, allPictures);
    const from = picture === undefined ? undefined : places.at(timeOfPicture(picture));
    const gop = move(places, from, call);
    if (gop === undefined) return undefined;
    const first = pictureFrom(gop.start);
    const wanted = call.methodname === 'goto' && allPictures ? pictureAt(call.time ?? 0) : first;
    return Math.min(Math.max(wanted, first), first + PICTURE_RATE - 1);
  }
}

function after(places: GopPlaces, picture: number, allPictures: boolean): number {
  const gop = places.at(timeOfPicture(picture));
  if (gop === undefined) return picture;
  const last = pictureFrom(gop.start) + PICTURE_RATE - 1;
  if (allPictures && picture < last) return picture + 1;
  const next = places.after(gop);
  return next === undefined || next.start <= gop.start ? picture : pictureFrom(next.start);
}

function before(places: GopPlaces, picture: number, allPictures: boolean): number {
  const gop = places.at(timeOfPicture(picture));
  if (gop === undefined) return picture;
  if (allPictures && picture > pictureFrom(gop.start)) return picture - 1;
  const previous = places.before(gop);
  if (previous === undefined || previous.start >= gop.start) return picture;
  return pictureFrom(previous.start) + (allPictures ? PICTURE_RATE - 1 : 0);
}
