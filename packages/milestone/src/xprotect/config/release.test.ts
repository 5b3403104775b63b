import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { givenXProtect, json } from '../testing/scripted-xprotect.ts';

const LIST = '/api/.well-known/uris';
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const release = (version: string) => json({ ProductVersion: version });

describe('what an XProtect can do', () => {
  it.each([
    ['25.1.1804.0', true],
    ['24.2.12065.1', true],
    ['24.1.1.1', false],
    ['23.3.1.1', false],
  ])('depends on the release that it says it is: bookmarks with %s (%s)', async (version, bookmarks) => {
    const { client, vms } = await givenXProtect();
    vms.on(LIST, release(version));

    expect(await client.capabilities()).toEqual({
      dialect: 'xprotect',
      reverseVideo: false,
      serverSideSpeed: false,
      speeds: [1],
      liveConditions: true,
      bookmarks,
    });
    expect(vms.calls('token')).toEqual([]);
  });

  it('is asked for once, and again after an hour, while nobody waits', async () => {
    const clock = new FakeClock();
    const { client, vms } = await givenXProtect({}, { clock });
    vms.on(LIST, release('24.1.1.1'));
    await Promise.all([client.capabilities(), client.capabilities(), client.capabilities()]);
    vms.on(LIST, release('25.1.1.1'));
    clock.advance(HOUR_MS - 1);
    await client.capabilities();
    // By its answer, what was asked before has come too.
    await client.listCameras({ limit: 1, offset: 0 });
    expect(vms.calls(LIST)).toHaveLength(1);

    clock.advance(1);

    await expect(client.capabilities()).resolves.toMatchObject({ bookmarks: false });
    await vi.waitFor(
      async () => expect(await client.capabilities()).toMatchObject({ bookmarks: true }),
      10_000,
    );
    expect(vms.calls(LIST)).toHaveLength(2);
  });

  it.each([
    ['is away', json({}, 503)],
    ['sends a page', { body: '<html>' }],
    ['tells no version', json({ ProductVersion: 'newest' })],
  ])(
    'is the least of all releases while the VMS %s, and asked again a minute later, until it tells',
    async (_what, answer) => {
      const clock = new FakeClock();
      const { client, vms } = await givenXProtect({}, { clock });
      vms.on(LIST, answer);
      await expect(client.capabilities()).resolves.toMatchObject({ bookmarks: false, speeds: [1] });
      vms.on(LIST, release('25.1.1.1'));
      clock.advance(MINUTE_MS - 1);

      await expect(client.capabilities()).resolves.toMatchObject({ bookmarks: false });
      expect(vms.calls(LIST)).toHaveLength(1);

      clock.advance(1);
      const both = await Promise.all([client.capabilities(), client.capabilities()]);
      expect(both).toMatchObject([{ bookmarks: true }, { bookmarks: true }]);
      expect(vms.calls(LIST)).toHaveLength(2);
    },
  );

  it('stays as it was told while the VMS is away, which is asked again once a minute', async () => {
    const clock = new FakeClock();
    const { client, vms } = await givenXProtect({}, { clock });
    vms.on(LIST, release('25.1.1.1'));
    await client.capabilities();
    vms.on(LIST, json({}, 503));
    clock.advance(HOUR_MS);
    await client.capabilities();
    // By its answer, what was asked before has come too.
    await client.listCameras({ limit: 1, offset: 0 });

    await expect(client.capabilities()).resolves.toMatchObject({ bookmarks: true });
    await client.listCameras({ limit: 1, offset: 0 });
    expect(vms.calls(LIST)).toHaveLength(2);

    clock.advance(MINUTE_MS);
    await client.capabilities();
    await vi.waitFor(() => expect(vms.calls(LIST)).toHaveLength(3), 10_000);
  });

  it('is known though the gateway is gone', async () => {
    const { client } = await givenXProtect({ baseUrl: 'http://127.0.0.1:1' });

    await expect(client.capabilities()).resolves.toMatchObject({ speeds: [1], bookmarks: false });
  });
});
