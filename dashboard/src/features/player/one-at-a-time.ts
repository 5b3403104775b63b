/** What follows this fast, in ms, is done once: the last. The first is not kept waiting. */
const SETTLE_MS = 150;

/** A single thing to do, now or later: whatever comes next replaces it. */
export function oneAtATime() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begunAt = Number.NEGATIVE_INFINITY;

  const cancel = () => clearTimeout(timer);
  const later = (ms: number, act: () => void) => {
    cancel();
    timer = setTimeout(act, ms);
  };
  /** At once, unless the last was only just begun. */
  const soon = (act: () => void) => {
    const now = performance.now();
    const settled = now - begunAt > SETTLE_MS;
    begunAt = now;
    cancel();
    if (settled) act();
    else later(SETTLE_MS, act);
  };
  return { cancel, later, soon };
}
