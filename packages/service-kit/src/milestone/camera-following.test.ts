import {
  type MilestoneCapabilities,
  type MilestoneClient,
  UnavailableError,
  type VmsConditionNews,
} from '@playhead/milestone';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { CameraFollowing, type ToldConditions } from './camera-following.ts';

type Vms = Pick<MilestoneClient, 'capabilities' | 'followCameras'>;

const told = (deviceId: string): VmsConditionNews => ({ kind: 'anew', cameras: [{ deviceId }] });

/** As the client does: tells this, then nothing until it is ended. */
async function* tells(signal: AbortSignal | undefined, ...news: VmsConditionNews[]) {
  yield* news;
  await new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', reject);
    if (signal?.aborted) reject(signal.reason);
  });
}

const capabilities: MilestoneCapabilities = {
  dialect: 'xprotect',
  reverseVideo: false,
  serverSideSpeed: false,
  speeds: [1],
  bookmarks: false,
  liveConditions: true,
};

interface Answers {
  /** To the first questions what it can do; then it says it. */
  can?: (() => Promise<MilestoneCapabilities>)[];
  /** What it tells each time that it is followed, or why it does not. */
  news?: (VmsConditionNews[] | Error)[];
}

/** A service that can not keep what it hears of the camera `unwritable`. */
function given({ can = [], news = [] }: Answers) {
  const heard: string[] = [];
  const pauses: number[] = [];
  let notify = () => {};
  const vms: Vms = {
    capabilities: () => (can.shift() ?? (async () => capabilities))(),
    followCameras: async ({ signal } = {}) => {
      const next = news.shift() ?? [];
      if (next instanceof Error) throw next;
      return tells(signal, ...next);
    },
  };
  class Following extends CameraFollowing {
    protected override async hear({ cameras }: ToldConditions) {
      if (cameras.some(({ deviceId }) => deviceId === 'unwritable')) throw new Error('the database is away');
      heard.push(...cameras.map(({ deviceId }) => deviceId));
      notify();
    }
  }
  const following = new Following(
    vms,
    pino({ enabled: false }),
    { brokeOff: 'broke off', lost: 'lost' },
    {
      pause: async (ms) => pauses.push(ms),
      random: () => 1,
    },
  );
  return {
    following,
    heard,
    pauses,
    until: (deviceId: string) =>
      new Promise<void>((resolve) => {
        notify = () => heard.includes(deviceId) && resolve();
        notify();
      }),
  };
}

const away = async () => {
  throw new UnavailableError('The VMS is away.');
};

describe('a service that follows the cameras', () => {
  it('goes on after longer and longer pauses while the VMS can not be asked what it can do', async () => {
    const { following, heard, pauses, until } = given({
      can: Array.from({ length: 7 }, () => away),
      news: [[told('gate')]],
    });

    following.onApplicationBootstrap();
    await until('gate');
    await following.beforeApplicationShutdown();

    expect(heard).toEqual(['gate']);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('begins anew when the following breaks off, with a short pause where it had heard something', async () => {
    const { following, pauses, until } = given({
      can: [away, away],
      news: [[told('gate'), told('unwritable')], new Error('broken'), [told('door')]],
    });
    following.onApplicationBootstrap();

    await until('door');
    await following.beforeApplicationShutdown();

    expect(pauses).toEqual([1_000, 2_000, 1_000, 2_000]);
  });

  it('asks no more where the VMS tells nothing by itself', async () => {
    const { following, heard, pauses } = given({
      can: [async () => ({ ...capabilities, liveConditions: false })],
      news: [[told('gate')]],
    });

    following.onApplicationBootstrap();
    await following.beforeApplicationShutdown();

    expect([heard, pauses]).toEqual([[], []]);
  });

  it('ends with the service, also in the middle of a pause', async () => {
    const following = new (class extends CameraFollowing {
      protected override async hear() {}
    })(
      { capabilities: away, followCameras: async () => tells(undefined) },
      pino({ enabled: false }),
      { brokeOff: 'broke off', lost: 'lost' },
      {
        pause: (_ms, signal) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        random: () => 0,
      },
    );
    following.onApplicationBootstrap();

    await expect(following.beforeApplicationShutdown()).resolves.toBeUndefined();
  });
});
