import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;

beforeAll(async () => {
  world = await createVmsWorld();
});

afterEach(async () => {
  await world.simulator.reset();
  await world.look();
});

afterAll(() => world?.close());

const down = () =>
  world.simulator.addFault({ kind: 'status', status: 503, calls: 1, match: { operation: 'listCameras' } });
const listCalls = () => world.simulator.state().calls.listCameras ?? 0;
const search = async (text: string) =>
  (await world.discover(`search=${encodeURIComponent(text)}`)).cameras.map(({ name }) => name);

describe('the list of the VMS', () => {
  it('comes from memory, and says how old it is', async () => {
    const { listing } = { listing: await world.look() };
    const before = listCalls();

    world.clock.advance(25);
    const lists = await Promise.all(Array.from({ length: 20 }, () => world.discover()));

    expect(listCalls()).toBe(before);
    expect(lists[0]).toMatchObject({ asOf: listing.asOf.toISOString(), stale: false });
  });

  it('is read once however many want it anew at once', async () => {
    const before = listCalls();

    const lists = await Promise.all(Array.from({ length: 20 }, () => world.discover('refresh=true')));

    expect(listCalls()).toBe(before + 1);
    expect(new Set(lists.map(({ asOf }) => asOf)).size).toBe(1);
  });

  it('is the old one, and called stale, while the VMS is down; wanting it anew says that it is down', async () => {
    const { asOf, total } = await world.discover();
    world.clock.advance(40);
    down();

    const answer = await world.ask('GET /api/v1/milestone/cameras?refresh=true');

    expect(answer).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
    expect(await world.discover()).toMatchObject({ asOf, total, stale: true });
    expect(await world.discover('refresh=true')).toMatchObject({ stale: false });
  });

  it('is waited for by an instance that has none, which says 503 while there is none to get', async () => {
    world.simulator.addFault({
      kind: 'status',
      status: 503,
      calls: 'all',
      match: { operation: 'listCameras' },
    });
    const fresh = await world.start();
    await world.look(fresh).catch(() => undefined);

    const list = () => world.ask('GET /api/v1/milestone/cameras', undefined, 'operator', fresh);
    expect(await list()).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    world.simulator.clearFaults();
    expect((await list()).status).toBe(200);
  });

  it('is not waited for without end while the VMS takes requests and never answers', async () => {
    const patient = await world.start({ MILESTONE_RETRY_ATTEMPTS: '3', MILESTONE_REQUEST_TIMEOUT: '3s' });
    await world.look(patient);
    const before = listCalls();
    world.simulator.addFault({ kind: 'delay', delayMs: 60_000, calls: 5 });

    const ask = (path: string) => world.ask(`GET /api/v1/milestone/${path}`, undefined, 'operator', patient);
    const answer = await ask('cameras?refresh=true');

    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'vms-unavailable', detail: expect.stringMatching(/ 3 s\. Try again in 10 s\. .*VMS/) },
    });
    expect(listCalls()).toBe(before + 1);
    expect(await ask('status')).toMatchObject({ body: { reachable: false } });
  });

  it('shows at once, on every instance, what was imported and deleted', async () => {
    const other = await world.start();
    await world.look(other);
    const imported = async () =>
      Object((await world.ask('GET /api/v1/milestone/cameras', undefined, 'operator', other)).body).imported;
    const before = await imported();

    const { id } = await world.givenCamera();
    await expect.poll(imported).toBe(before + 1);
    await world.ask(`DELETE /api/v1/cameras/${id}`);
    await expect.poll(imported).toBe(before);
    expect((await world.discover()).imported).toBe(before);
  });
});

describe('searching the list', () => {
  it('finds names whatever their case, accents, Arabic spelling and digits', async () => {
    const [first, second] = world.simulator.state().cameras;
    world.simulator.changeCamera(first?.id ?? '', { name: 'Café Ligne 1' });
    world.simulator.changeCamera(second?.id ?? '', { name: 'بوابة الإدارة ٢' });
    await world.look();

    expect(await search('CAFE LIGNE')).toEqual(['Café Ligne 1']);
    expect(await search('بوابه الادارة 2')).toEqual(['بوابة الإدارة ٢']);
    expect(await search('بـوّابة')).toEqual(['بوابة الإدارة ٢']);
    expect(await search('cafés')).toEqual([]);
  });

  it('sorts by name, numbers by their size', async () => {
    const [first, second] = world.simulator.state().cameras;
    world.simulator.changeCamera(first?.id ?? '', { name: 'Zoo 10' });
    world.simulator.changeCamera(second?.id ?? '', { name: 'Zoo 9' });
    await world.look();

    expect(await search('zoo')).toEqual(['Zoo 9', 'Zoo 10']);
  });
});
