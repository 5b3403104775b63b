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
