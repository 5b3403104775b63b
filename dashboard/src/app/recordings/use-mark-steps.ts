import { useRef } from 'react';
import { nearestBookmark } from '../../features/bookmarks/bookmarks.query.ts';
import { nearestManual } from '../../features/recordings/manual.query.ts';
import { momentOf } from '../../features/recordings/ranges.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { toast } from '../../ui/toasts.ts';
import type { Seeking } from './use-seeking.ts';

/** So long before and after where a step led to, in ms, one is still there: pictures come at distances, and play on. */
const STILL_THERE = { before: 1_000, after: 3_000 } as const;

type Wiring = Pick<Seeking, 'here'> & {
  /** Goes to a moment, or to the nearest footage. */
  readonly visit: (at: number) => Promise<void>;
};

type Step = {
  /** What it led to. */
  readonly mark: number;
  /** The moment in the address then: another one where nothing is recorded at the mark. */
  readonly linked: number | undefined;
};

/** Goes to the next or previous thing that somebody marked: a bookmark, or where a recording by hand begins. */
export function useMarkSteps(cameraId: string | undefined, { visit, here }: Wiring) {
  const last = useRef<Step | undefined>(undefined);

  /** From the mark that one has stepped to, for as long as one is there; else from the moment on screen. */
  const base = (): number => {
    const [at, step] = [here(), last.current];
    if (step?.linked === undefined || step.linked !== momentOf(location.search)) return at;
    const stays = at >= step.linked - STILL_THERE.before && at <= step.linked + STILL_THERE.after;
    return stays ? step.mark : at;
  };

  const step = async (direction: 'next' | 'previous') => {
    if (cameraId === undefined) return;
    const from = base();
    try {
      const found = (
        await Promise.all([
          nearestBookmark(cameraId, from, direction).then((one) => one && Date.parse(one.startTime)),
          nearestManual(cameraId, from, direction),
        ])
      ).filter((one) => one !== undefined);
      if (found.length === 0) return sayNone(direction, from);
      const mark = direction === 'next' ? Math.min(...found) : Math.max(...found);
      await visit(mark);
      last.current = { mark, linked: momentOf(location.search) };
    } catch (error) {
      const { title, text } = describeError(error);
      toast('danger', title, text);
    }
  };

  return (direction: 'next' | 'previous') => void step(direction);
}

function sayNone(direction: 'next' | 'previous', moment: number): void {
  const time = formatDateTime(moment, currentZone());
  toast('info', t(direction === 'next' ? 'bookmarks.noneAfter' : 'bookmarks.noneBefore', { time }));
}
