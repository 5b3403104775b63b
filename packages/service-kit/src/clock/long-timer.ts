/** The longest time, in ms, that one timer can measure (24.8 days): asked for more, it rings at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Runs `task` once after `ms`, however many that is, unless the returned function is called before. */
export function afterLong(ms: number, task: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = (leftMs: number) => {
    const ring = () => (leftMs > LONGEST_MS ? arm(leftMs - LONGEST_MS) : task());
    timer = setTimeout(ring, Math.min(leftMs, LONGEST_MS));
  };
  arm(ms);
  return () => clearTimeout(timer);
}
