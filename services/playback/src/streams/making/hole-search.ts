/** What is known of a hole: nothing is shown from `voidFrom` on, and nothing is to be shown before `earliest`. */
interface Hole {
  earliest: Date;
  voidFrom: Date;
  /** How exactly the end of what was before it has to be known, in ms. */
  exactMs: number;
}

/** Whether the VMS, asked at a time, sends pictures from before another. */
type Shows = (time: Date, before: Date) => Promise<boolean>;

/**
 * Searches backwards over a hole for what was recorded before it: in ever wider steps, then between the last two. Answers a time
 * before which there are pictures and from which on there are none; `undefined` where there are none at all.
 */
export async function endBeforeHole(
  { earliest, voidFrom, exactMs }: Hole,
  shows: Shows,
): Promise<Date | undefined> {
  if (earliest >= voidFrom || !(await shows(earliest, voidFrom))) return undefined;
  let shown = earliest.getTime();
  let blank = voidFrom.getTime();
  const isShown = (time: number) => shows(new Date(time), new Date(blank));
  for (let step = exactMs; blank - step > shown; step *= 2) {
    const time = blank - step;
    if (await isShown(time)) shown = time;
    else blank = time;
  }
  while (blank - shown > exactMs) {
    const middle = Math.round((shown + blank) / 2);
    if (await isShown(middle)) shown = middle;
    else blank = middle;
  }
  return new Date(blank);
}
