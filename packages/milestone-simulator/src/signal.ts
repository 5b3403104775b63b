/** Tells whoever listens that something happened. Listeners are called at once. */
export class Signal<T = void> {
  private readonly listeners = new Set<(value: T) => void>();

  /** Until what is returned is called. */
  listen(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}

/** A signal of whatever kind. */
interface Listened {
  listen(listener: () => void): () => void;
}

/** Listens to all of them, whatever they tell, until what is returned is called. */
export function listenAll(signals: readonly Listened[], listener: () => void): () => void {
  const endings = signals.map((signal) => signal.listen(listener));
  return () => {
    for (const end of endings) end();
  };
}
