import { useSyncExternalStore } from 'react';
import { serverNow } from './server-clock.ts';

const ticks = new Map<number, ReturnType<typeof ticker>>();

function ticker(everyMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = serverNow();

  const tick = () => {
    now = serverNow();
    for (const listener of listeners) listener();
  };

  return {
    now: () => (timer === undefined ? Math.floor(serverNow() / everyMs) * everyMs : now),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      if (timer === undefined) {
        now = serverNow();
        timer = setInterval(tick, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** The server's time in epoch ms, renewed every `everyMs`. All who ask for the same pace share one timer. */
export function useNow(everyMs: number): number {
  const tick = ticks.get(everyMs) ?? ticker(everyMs);
  ticks.set(everyMs, tick);
  return useSyncExternalStore(tick.subscribe, tick.now);
}
