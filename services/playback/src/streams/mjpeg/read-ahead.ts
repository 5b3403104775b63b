/** Asks `source` for up to `count` things more than were taken, so that those are at hand. Ends it when nobody takes more. */
export async function* readAhead<T>(source: AsyncGenerator<T>, count: number): AsyncGenerator<T> {
  const coming: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const next = source.next();
    // Whoever takes it hears of it; nobody else has to.
    next.catch(() => undefined);
    coming.push(next);
  };
  try {
    while (coming.length < count) ask();
    for (let next = coming.shift(); next !== undefined; next = coming.shift()) {
      const { value, done } = await next;
      if (done) return;
      ask();
      yield value;
    }
  } finally {
    // It may be waiting for what never comes, until it is aborted.
    source.return(undefined).catch(() => undefined);
  }
}
