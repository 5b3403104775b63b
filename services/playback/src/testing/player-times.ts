/** When players show the pictures of segments that run on: the last one as long as the one before it, then the next (hls.js). */
export function playerTimes(
  segments: readonly { startSeconds: number; offsets: readonly number[] }[],
): number[] {
  let endSeconds: number | undefined;
  return segments.flatMap(({ startSeconds, offsets }) => {
    const times = offsets.map((offset) => startSeconds + offset);
    const [first = Number.NaN] = times;
    const late = endSeconds === undefined ? 0 : endSeconds - first;
    const shown = times.map((time, index) => {
      if (late > 0 && time < first + late) return time + late;
      return late < 0 && index === 0 ? time + late : time;
    });
    const [before = Number.NaN, last = Number.NaN] = shown.slice(-2);
    endSeconds = 2 * last - before;
    return shown;
  });
}
