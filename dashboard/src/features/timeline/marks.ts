import type { Span } from '../../time/span.ts';

/**
 * What somebody marked: a moment (which ends where it begins) or a stretch, with its words; or `count` of them without
 * words, the first of which begins at `from` and the last at `to`. Epoch ms.
 */
export type Mark = Span & {
  readonly key: string;
  readonly count: number;
  readonly words?: { readonly title: string; readonly by: string } | undefined;
};

const lastStart = ({ from, to, count }: Mark) => (count === 1 ? from : to);

/**
 * Ascending marks, with those that begin within `closestMs` of the first of them drawn together. What is together depends
 * on the marks and the zoom alone: it stays so while the view is panned.
 */
export function gathered(marks: readonly Mark[], closestMs: number): readonly Mark[] {
  const groups: Mark[] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (!last || mark.from - last.from >= closestMs) groups.push(mark);
    else {
      const to = Math.max(lastStart(last), lastStart(mark));
      groups[groups.length - 1] = { key: last.key, from: last.from, to, count: last.count + mark.count };
    }
  }
  return groups;
}

/** The stretches among ascending marks, those that overlap as one. */
export function stretchesOf(marks: readonly Mark[]): readonly Span[] {
  const stretches: Span[] = [];
  for (const { from, to, count } of marks) {
    if (count > 1 || to <= from) continue;
    const last = stretches.at(-1);
    if (last && from <= last.to)
      stretches[stretches.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else stretches.push({ from, to });
  }
  return stretches;
}
