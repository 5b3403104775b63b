import { setTimeout } from 'node:timers/promises';
import type { ServiceProcess } from '@playhead/service-kit/testing';

export interface CrashingOptions {
  run: () => Promise<ServiceProcess>;
  random: () => number;
}

/** Two instances of the service, of which now one, now both, are killed without warning and started again. */
export async function startCrashingInstances({ run, random }: CrashingOptions) {
  const running: (ServiceProcess | undefined)[] = await Promise.all([run(), run()]);
  /** When one was killed or came back, epoch ms. */
  const disturbances: number[] = [];
  const calm = new AbortController();

  const crash = async (slot: number) => {
    const victim = running[slot];
    running[slot] = undefined;
    await victim?.kill();
    disturbances.push(Date.now());
    await setTimeout(random() * 1_000);
    running[slot] = await run();
    disturbances.push(Date.now());
  };
  const storm = (async () => {
    while (!calm.signal.aborted) {
      await setTimeout(250 + random() * 1_250);
      if (calm.signal.aborted) return;
      const both = random() < 0.2;
      await Promise.all(both ? [crash(0), crash(1)] : [crash(random() < 0.5 ? 0 : 1)]);
    }
  })();

  return {
    disturbances,
    /** One that runs, as far as is known; `undefined` while none does. */
    url: (): string | undefined => {
      const alive = running.filter((instance) => instance !== undefined);
      return alive[Math.floor(random() * alive.length)]?.url;
    },
    /** No kill comes after this. */
    settle: async () => {
      calm.abort();
      await storm;
    },
    end: async () => {
      calm.abort();
      await Promise.allSettled([storm]);
      await Promise.all(running.map((instance) => instance?.kill()));
    },
  };
}
