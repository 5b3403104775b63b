import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import type { MilestoneDialect } from '../milestone-client.ts';
import { givenFootage } from '../testing/either-vms.ts';
import { Entrance } from '../testing/entrance.ts';
import { failureOf } from '../testing/given.ts';
import { multipart, videoPacket } from '../xprotect/testing/image-server-bytes.ts';

/** The requirement: by then the VMS must know. */
const WITHIN_MS = 100;
/** A busy machine may delay all but one of them; a client that waits for anything else is late in each. */
const MOST_TRIES = 20;

const picture = Buffer.alloc(300_000, Buffer.from([0, 0, 1, 0x65]));
const footage = {
  rest: [picture],
  xprotect: (current: number, next: number) => [
    multipart({ current, next, bodies: [videoPacket({ time: current, isKey: true, data: picture })] }),
  ],
};

/** A client with its sessions made, and what stands before its VMS and sees the connection of the video come and go. */
async function givenAborting(api: MilestoneDialect, over: 'TCP' | 'TLS') {
  const entrances: Entrance[] = [];
  const { open, vms } = await givenFootage(api, footage, async (url) => {
    const entrance = await Entrance.to(url, over === 'TLS');
    entrances.push(entrance);
    return entrance.url;
  });
  const [entrance] = entrances;
  if (entrance === undefined) throw new Error('There is no entrance.');
  const aborting = new AbortController();
  return { entrance, vms, aborting, coming: entrance.next(), open: () => open(aborting.signal) };
}
type Aborting = Awaited<ReturnType<typeof givenAborting>>;

/** Leads there; what is under way then, and has to fail. */
const moments: Record<string, (given: Aborting) => Promise<{ work: Promise<unknown> }>> = {
  'while it connects': async ({ entrance, coming, open }) => {
    entrance.isDeaf = true;
    const work = open();
    await coming;
    return { work };
  },
  'before the first picture': async ({ vms, open }) => {
    vms.fallSilent();
    const work = open();
    await vi.waitFor(() => expect(vms.wasAskedForVideo()).toBe(true), 10_000);
    return { work };
  },
  'while the video is read': async ({ open }) => {
    const { body } = await open();
    const work = buffer(body);
    await once(body, 'data');
    return { work };
  },
  'while nobody reads the video': async ({ open }) => {
    const { body } = await open();
    await once(body, 'readable');
    return { work: once(body, 'end') };
  },
};

const cases = (['rest', 'xprotect'] as const).flatMap((api) =>
  (['TCP', 'TLS'] as const).flatMap((over) =>
    Object.entries(moments).map(([moment, leadTo]) => ({ api, over, moment, leadTo })),
  ),
);

describe('an aborted video', () => {
  it.each(cases)(
    'closes its socket ($api, $over) within 100 ms, as the VMS sees it: $moment',
    async (one) => {
      let fastest = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < MOST_TRIES && fastest >= WITHIN_MS; tries += 1) {
        const given = await givenAborting(one.api, one.over);
        const failure = one.leadTo(given).then(({ work }) => ({ aborted: failureOf(work) }));
        const { aborted } = await failure;
        const { closed } = await given.coming;

        const begun = performance.now();
        given.aborting.abort();

        fastest = Math.min(fastest, (await closed) - begun);
        expect(await aborted).toMatchObject({ kind: 'aborted' });
      }
      expect(fastest).toBeLessThan(WITHIN_MS);
    },
  );
});
