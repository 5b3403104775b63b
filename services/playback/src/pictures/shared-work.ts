interface Flight<T> {
  result: Promise<T>;
  waiting: number;
  abort: AbortController;
}

/** Work that several may ask for at once: it is done once, and given up when all who wait for it have gone. */
export class SharedWork<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /** The work's own result or failure; rejects with the signal's reason as soon as this caller goes. */
  async run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const flight = this.flights.get(key) ?? this.begin(key, work);
    flight.waiting += 1;
    try {
      return await unlessAborted(flight.result, signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) this.end(key, flight);
    }
  }

  private begin(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const abort = new AbortController();
    const flight = { result: work(abort.signal), waiting: 0, abort };
    this.flights.set(key, flight);
    return flight;
  }

  /** Whoever comes from now on begins anew. Work that is done takes no notice of the abort. */
  private end(key: string, flight: Flight<T>) {
    if (this.flights.get(key) === flight) this.flights.delete(key);
    flight.abort.abort();
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
