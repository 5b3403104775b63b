import type { Span } from '../../time/span.ts';

/** One segment of the playlist: where it lies in the media (seconds) and when its first picture was recorded (epoch ms). */
export type Fragment = {
  readonly start: number;
  readonly duration: number;
  readonly programDateTime: number | null;
};

/** What media times mean: the segments, and how fast recorded time runs in them; backwards where negative. */
export type MediaMap = { readonly fragments: readonly Fragment[]; readonly speed: number };

type Dated = Fragment & { readonly programDateTime: number };

/** A jump in recorded time longer than this, in ms at speed 1, is a gap; below, it is rounding of segment lengths. */
const GAP_MS = 2_000;

/** Media times are floats: one that is this little short of a segment's start, in s, is in it. */
const EPSILON_S = 0.001;

const isDated = (fragment: Fragment): fragment is Dated => fragment.programDateTime !== null;

const momentIn = (fragment: Dated, mediaTime: number, speed: number): number =>
  fragment.programDateTime + (mediaTime - fragment.start) * speed * 1000;

const endOf = (fragment: Dated, speed: number): number =>
  momentIn(fragment, fragment.start + fragment.duration, speed);

const leastGap = (speed: number) => GAP_MS * Math.max(1, Math.abs(speed));

function indexAt(fragments: readonly Dated[], mediaTime: number): number {
  let [low, high] = [0, fragments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const start = fragments[middle]?.start ?? Number.POSITIVE_INFINITY;
    if (start <= mediaTime + EPSILON_S) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** When the picture at `mediaTime` (seconds) was recorded, epoch ms. Undefined before anything is loaded. */
export function wallClockAt({ fragments, speed }: MediaMap, mediaTime: number): number | undefined {
  const dated = fragments.filter(isDated);
  const fragment = dated[indexAt(dated, mediaTime)];
  return fragment && momentIn(fragment, mediaTime, speed);
}

/** Where in the media the moment `at` (epoch ms) is, in seconds. Undefined when the playlist does not hold it. */
export function mediaTimeAt({ fragments, speed }: MediaMap, at: number): number | undefined {
  const fragment = fragments.filter(isDated).find((one) => {
    const end = endOf(one, speed);
    return speed > 0 ? at >= one.programDateTime && at < end : at <= one.programDateTime && at > end;
  });
  return fragment && fragment.start + (at - fragment.programDateTime) / (speed * 1000);
}

/** Where a moment lies in a stream: at a media time (s), in a gap that the stream leaves out, or outside what is known of it. */
export type Place =
  | { readonly kind: 'at'; readonly mediaTime: number }
  | { readonly kind: 'gap'; readonly gap: Span }
  | { readonly kind: 'before' }
  | { readonly kind: 'beyond' };

/** Where the moment `at` (epoch ms) lies, as the stream runs: `before` its first segment, or `beyond` its last so far. */
export function placeOf(map: MediaMap, at: number): Place {
  const mediaTime = mediaTimeAt(map, at);
  if (mediaTime !== undefined) return { kind: 'at', mediaTime };
  const { fragments, speed } = map;
  const dated = fragments.filter(isDated);
  const index = dated.findIndex(({ programDateTime }) => (programDateTime - at) * Math.sign(speed) > 0);
  const [previous, next] = [dated[index - 1], dated[index]];
  if (!next) return { kind: 'beyond' };
  if (!previous) return { kind: 'before' };
  const gap = gapBetween(endOf(previous, speed), next.programDateTime, speed);
  return gap ? { kind: 'gap', gap } : { kind: 'at', mediaTime: next.start };
}

/** The last gap crossed while playing from one media time to another (seconds), if any. */
export function gapCrossed({ fragments, speed }: MediaMap, before: number, now: number): Span | undefined {
  const dated = fragments.filter(isDated);
  const first = indexAt(dated, before);
  for (let index = indexAt(dated, now); index > first; index -= 1) {
    const [previous, next] = [dated[index - 1], dated[index]];
    const gap = previous && next && gapBetween(endOf(previous, speed), next.programDateTime, speed);
    if (gap) return gap;
  }
  return undefined;
}

/** What lies between two moments that follow one another in a stream, where it is more than rounding. */
function gapBetween(left: number, entered: number, speed: number): Span | undefined {
  if ((entered - left) * Math.sign(speed) <= leastGap(speed)) return undefined;
  return speed > 0 ? { from: left, to: entered } : { from: entered, to: left };
}

/** When the first segment of a playlist was recorded, epoch ms; undefined when it does not say. */
export function firstProgramDate(playlist: string): number | undefined {
  const tag = /^#EXT-X-PROGRAM-DATE-TIME:(.+)$/m.exec(playlist)?.[1];
  const at = Date.parse(tag?.trim() ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Where to start in a stream that was asked for `asked` and whose first picture is of `first` (epoch ms). A first
 * picture before the one asked for is the key picture that decoding needs; one far beyond it means that a gap was
 * skipped.
 */
export function startOf(
  asked: number,
  first: number,
  speed: number,
): { readonly position: number; readonly skipped?: Span } {
  const position = Math.max(0, (asked - first) / (speed * 1000));
  const skipped = gapBetween(asked, first, speed);
  return skipped ? { position, skipped } : { position };
}
