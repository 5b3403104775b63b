import type { GopPlace, GopPlaces } from './gop-places.ts';
import type { MethodCall } from './requests.ts';

/** Where a request leads. An unknown one stays where it is. */
export function move(
  places: GopPlaces,
  from: GopPlace | undefined,
  { methodname, time }: MethodCall,
): GopPlace | undefined {
  switch (methodname) {
    case 'goto':
      return places.at(time ?? Number.POSITIVE_INFINITY);
    case 'begin':
      return places.first;
    case 'end':
      return places.last;
    case 'next':
      return from ? places.after(from) : places.first;
    case 'previous':
      return from ? places.before(from) : places.last;
    case 'nextsequence':
      return from ? places.nextSequence(from) : places.first;
    case 'previoussequence':
      return from ? places.previousSequence(from) : places.last;
    default:
      return from ?? places.last;
  }
}
