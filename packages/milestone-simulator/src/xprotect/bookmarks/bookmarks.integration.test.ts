import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenXProtect } from '../../testing/xprotect-site.ts';

const Made = z.object({ result: z.looseObject({ id: z.string(), reference: z.string() }) });

const times = {
  timeBegin: '2026-03-01T12:00:00.000Z',
  timeTriggered: '2026-03-01T12:00:05.000Z',
  timeEnd: '2026-03-01T12:01:00.000Z',
};

async function givenBookmarks(...options: Parameters<typeof givenXProtect>) {
  const site = await givenXProtect(...options);
  const content = { header: 'Bag', ...times, devicePath: { type: 'cameras', id: site.camera(1) } };
  const create = (more: object = {}) =>
    site.rest('/bookmarks', { method: 'POST', body: { ...content, ...more } });
  return { ...site, content, create };
}

describe('bookmarks over REST', () => {
  it('are made, read, changed and taken away, with a reference of their own unless one is given', async () => {
    const { rest, data, create, content } = await givenBookmarks();
    const answer = await create();
    const { id, ...made } = Made.parse(await answer.json()).result;
    const path = `/bookmarks/${id}`;

    expect(answer.status).toBe(201);
    expect(made).toMatchObject({ ...content, description: '', user: 'playhead', reference: 'no.000001' });
    expect(Made.parse(await (await create({ reference: 'case 7' })).json()).result.reference).toBe('case 7');
    expect(await data(path)).toEqual({ id, ...made });

    const changed = await rest(path, { method: 'PATCH', body: { description: 'Left at the gate' } });
    expect(changed.status).toBe(200);
    expect(await data(path)).toEqual({ id, ...made, description: 'Left at the gate' });
    expect(await (await rest(path, { method: 'DELETE' })).json()).toEqual({ state: 'Success' });
    expect((await rest(path)).status).toBe(404);
  });

  it.each([
    [{ header: undefined }, 'header'],
    [{ timeEnd: '2026-03-01T11:00:00Z' }, 'timeTriggered'],
    [{ devicePath: { type: 'cameras', id: 'nobody' } }, 'devicePath'],
  ])('are refused without the envelope that other errors have: %j', async (wrong, property) => {
    const { create } = await givenBookmarks();

    const answer = await create(wrong);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      httpCode: '400',
      details: [{ errorText: expect.any(String), property }],
    });
  });

  it('have no list, and are not there in 2023 R2', async () => {
    const { rest } = await givenBookmarks();
    const old = await givenBookmarks({ version: '2023R2' });

    expect((await rest('/bookmarks')).status).toBe(404);
    expect((await old.create()).status).toBe(404);
  });
});
