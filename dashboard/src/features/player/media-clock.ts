import type { Span } from '../../time/span.ts';

/** One segment of the playlist: where it lies in the media (seconds) and when it was recorded (epoch ms). */
export type Fragment = {
  readonly start: number;
  readonly duration: number;
  readonly programDateTime: number | null;
};

type Dated = Fragment & { readonly programDateTime: number };

/** A jump in recorded time longer than this, in ms, is a gap; below, it is rounding of segment lengths. */
const GAP_MS = 2_000;

/** Media times are floats: one that is this little short of a segment's start, in s, is in it. */
const EPSILON_S = 0.001;

const isDated = (fragment: Fragment): fragment is Dated => fragment.programDateTime !== null;

const endOf = ({ programDateTime, duration }: Dated): number => programDateTime + duration * 1000;

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
export function wallClockAt(fragments: readonly Fragment[], mediaTime: number): number | undefined {
  const dated = fragments.filter(isDated);
  const fragment = dated[indexAt(dated, mediaTime)];
  return fragment && fragment.programDateTime + (mediaTime - fragment.start) * 1000;
}

/** Where in the media the moment `at` (epoch ms) is, in seconds. Undefined when the playlist does not hold it. */
export function mediaTimeAt(fragments: readonly Fragment[], at: number): number | undefined {
  const fragment = fragments.filter(isDated).find((one) => at >= one.programDateTime && at < endOf(one));
  return fragment && fragment.start + (at - fragment.programDateTime) / 1000;
}

/** The last gap crossed while playing from one media time to another (seconds), if any. */
export function gapCrossed(fragments: readonly Fragment[], before: number, now: number): Span | undefined {
  const dated = fragments.filter(isDated);
  const first = indexAt(dated, before);
  for (let index = indexAt(dated, now); index > first; index -= 1) {
    const [previous, next] = [dated[index - 1], dated[index]];
    if (previous && next && next.programDateTime - endOf(previous) > GAP_MS) {
      return { from: endOf(previous), to: next.programDateTime };
    }
  }
  return undefined;
}

/** When the first segment of a playlist was recorded, epoch ms; undefined when it does not say. */
export function firstProgramDate(playlist: string): number | undefined {
  const tag = /^#EXT-X-PROGRAM-DATE-TIME:(.+)$/m.exec(playlist)?.[1];
  const at = Date.parse(tag?.trim() ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Where to start in a stream that was asked for `asked` and whose first picture is of `first` (epoch ms). A first
 * picture earlier than asked is the key picture that decoding needs; a much later one means that a gap was skipped.
 */
export function startOf(
  asked: number,
  first: number,
): { readonly position: number; readonly skipped?: Span } {
  const position = Math.max(0, (asked - first) / 1000);
  return first - asked > GAP_MS ? { position, skipped: { from: asked, to: first } } : { position };
}
