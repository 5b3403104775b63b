import { randomUUID } from 'node:crypto';
import { Bookmark, BookmarkList, type CameraId, NearestBookmark, type Role } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';

let world: World;
let gate: { id: CameraId };
let yard: { id: CameraId };
let colleague: string;
let admin: string;

beforeAll(async () => {
  world = await createWorld();
  [gate, yard] = [await world.importCamera(1), await world.importCamera(2)];
  colleague = await account('colleague', 'operator');
  admin = await account('admin', 'admin');
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.database.deleteFrom('playback_bookmarks').execute();
  await world.database.deleteFrom('audit_entries').execute();
  await world.database.deleteFrom('live_events').execute();
  await world.database.deleteFrom('camera_access').execute();
  await world.database.updateTable('users').set({ all_cameras: true }).execute();
});

/** The token of a new account. */
async function account(username: string, role: Role): Promise<string> {
  const { id } = await world.database
    .insertInto('users')
    .values({ username, display_name: username, password_hash: '', role })
    .returning('id')
    .executeTakeFirstOrThrow();
  return world.keys.tokenFor(role, { username, userId: id });
}

const clock = (time: string) => `2026-03-01T${time}.000Z`;
const path = (camera = gate) => `/api/v1/cameras/${camera.id}/bookmarks`;
const as = (token: string, request: string, body?: object) =>
  call(world.service.url, request, { token, ...(body && { body }) });
const add = async (startTime: string, title: string, more: object = {}, camera = gate) => {
  const { status, body } = await world.call(`POST ${path(camera)}`, { startTime, title, ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return Bookmark.parse(body);
};
const titles = async (query = '', of = path()) => {
  const { bookmarks, total } = BookmarkList.parse((await world.call(`GET ${of}${query}`)).body);
  return { titles: bookmarks.map(({ title }) => title), total };
};
const trail = () =>
  world.database
    .selectFrom('audit_entries')
    .select(['action', 'username', 'outcome', 'camera_id', 'details'])
    .orderBy('id')
    .execute();

describe('a bookmark', () => {
  it('marks a moment or a stretch, and says who made it and when', async () => {
    const moment = await add(clock('10:00:00'), '  White van ', { note: 'Left without lights' });
    const stretch = await add(clock('11:00:00'), 'Crowd', { endTime: clock('11:20:00') });

    expect(moment).toEqual({
      id: moment.id,
      cameraId: gate.id,
      startTime: clock('10:00:00'),
      endTime: null,
      title: 'White van',
      note: 'Left without lights',
      createdBy: { userId: world.userId, username: 'investigator' },
      createdAt: world.clock.now().toISOString(),
      updatedAt: world.clock.now().toISOString(),
    });
    expect(stretch).toMatchObject({ endTime: clock('11:20:00'), note: null });
    const { body } = await as(colleague, `GET ${path()}`);
    expect(body).toEqual({ bookmarks: [moment, stretch], total: 2 });
  });

  it.each([
    ['an end before its start', { endTime: clock('09:00:00') }, 'endTime'],
    ['more than a day', { endTime: '2026-03-02T10:00:00.001Z' }, '24 hours'],
    ['no title', { title: ' ' }, 'title'],
    ['a time that is none', { startTime: 'noon' }, 'startTime'],
  ])('is refused with %s', async (_, wrong, words) => {
    const { body } = await world.call(`POST ${path()}`, {
      startTime: clock('10:00:00'),
      title: 'Van',
      ...wrong,
    });

    expect(body).toMatchObject({
      status: 400,
      code: 'request-invalid',
      detail: expect.stringContaining(words),
    });
  });

  it('changes its words, for its author and for administrators alone', async () => {
    const { id } = await add(clock('10:00:00'), 'Van', { note: 'Plate?' });
    world.clock.advance(1);
    const own = await world.call(`PATCH ${path()}/${id}`, { title: 'White van' });
    const theirs = await as(colleague, `PATCH ${path()}/${id}`, { title: 'My van' });
    const admins = await as(admin, `PATCH ${path()}/${id}`, { note: null });

    expect(own.body).toMatchObject({ title: 'White van', note: 'Plate?' });
    expect(theirs.body).toMatchObject({
      status: 403,
      code: 'bookmark-not-yours',
      detail: expect.stringContaining('investigator'),
    });
    expect(admins.body).toMatchObject({
      title: 'White van',
      note: null,
      createdBy: { username: 'investigator' },
      updatedAt: world.clock.now().toISOString(),
    });
    expect((await titles('?search=white')).total).toBe(1);
  });

  it('is deleted by its author and by administrators alone, and once', async () => {
    const [first, second] = [await add(clock('10:00:00'), 'One'), await add(clock('10:01:00'), 'Two')];

    expect((await as(colleague, `DELETE ${path()}/${first.id}`)).status).toBe(403);
    expect((await world.call(`DELETE ${path()}/${first.id}`)).status).toBe(204);
    expect((await as(admin, `DELETE ${path()}/${second.id}`)).status).toBe(204);
    expect((await world.call(`DELETE ${path()}/${first.id}`)).body).toMatchObject({
      status: 404,
      code: 'bookmark-not-found',
    });
    expect((await titles()).total).toBe(0);
  });

  it('is found at its own camera only', async () => {
    const { id } = await add(clock('10:00:00'), 'Van');

    expect((await world.call(`DELETE ${path(yard)}/${id}`)).body).toMatchObject({
      code: 'bookmark-not-found',
    });
  });

  it('outlives its author, whose name it keeps', async () => {
    const token = await account('leaver', 'investigator');
    await as(token, `POST ${path()}`, { startTime: clock('10:00:00'), title: 'Van' });
    await world.database.deleteFrom('users').where('username', '=', 'leaver').execute();

    const { bookmarks } = BookmarkList.parse((await world.call(`GET ${path()}`)).body);
    expect(bookmarks).toMatchObject([{ createdBy: { userId: null, username: 'leaver' } }]);
  });
});

describe('the bookmarks of a camera', () => {
  it('are those that touch the range, in their order', async () => {
    await add(clock('09:00:00'), 'before');
    await add(clock('09:30:00'), 'into', { endTime: clock('10:00:01') });
    await add(clock('09:40:00'), 'up to', { endTime: clock('10:00:00') });
    await add(clock('10:00:00'), 'first');
    await add(clock('10:59:59'), 'last');
    await add(clock('11:00:00'), 'after');
    await add(clock('10:30:00'), 'elsewhere', {}, yard);

    expect(await titles(`?startTime=${clock('10:00:00')}&endTime=${clock('11:00:00')}`)).toEqual({
      titles: ['into', 'first', 'last'],
      total: 3,
    });
    expect((await titles(`?startTime=${clock('10:59:59')}`)).titles).toEqual(['last', 'after']);
  });

  it('come in pages, and are searched in title, note and author', async () => {
    await add(clock('10:00:00'), 'Café door', { note: 'شارع' });
    await add(clock('10:01:00'), '100% full');
    await as(colleague, `POST ${path()}`, { startTime: clock('10:02:00'), title: 'Gate' });

    expect(await titles('?limit=1&offset=1')).toEqual({ titles: ['100% full'], total: 3 });
    expect((await titles('?search=CAFE')).titles).toEqual(['Café door']);
    expect((await titles(`?search=${encodeURIComponent('شَارِع')}`)).titles).toEqual(['Café door']);
    expect((await titles('?search=100%25')).titles).toEqual(['100% full']);
    expect((await titles('?search=_')).titles).toEqual([]);
    expect((await titles('?search=colleague')).titles).toEqual(['Gate']);
  });

  it('are found one by one from any moment, in both directions', async () => {
    await add('2024-05-01T00:00:00.000Z', 'years ago');
    await add(clock('10:00:00'), 'now');
    const from = async (time: string, direction: string) => {
      const { body } = await world.call(`GET ${path()}/nearest?time=${time}&direction=${direction}`);
      return NearestBookmark.parse(body).bookmark?.title;
    };

    expect(await from(clock('10:00:00'), 'previous')).toBe('years ago');
    expect(await from(clock('09:59:59'), 'next')).toBe('now');
    expect(await from(clock('10:00:00'), 'next')).toBeUndefined();
  });
});

describe('the bookmarks of several cameras', () => {
  it('are those asked for, or of all, in one order', async () => {
    await add(clock('10:00:00'), 'gate');
    await add(clock('09:00:00'), 'yard', {}, yard);

    expect((await titles('', '/api/v1/bookmarks')).titles).toEqual(['yard', 'gate']);
    expect((await titles(`?cameraIds=${gate.id.toUpperCase()}`, '/api/v1/bookmarks')).titles).toEqual([
      'gate',
    ]);
    expect((await titles(`?cameraIds=${gate.id},${yard.id}`, '/api/v1/bookmarks')).total).toBe(2);
    expect((await world.call('GET /api/v1/bookmarks?cameraIds=7')).status).toBe(400);
  });

  it('hold none of a camera that this person may not see', async () => {
    await add(clock('10:00:00'), 'gate');
    await add(clock('09:00:00'), 'yard', {}, yard);
    await world.showOnly([yard]);

    expect((await titles('', '/api/v1/bookmarks')).titles).toEqual(['yard']);
    expect((await titles(`?cameraIds=${gate.id}`, '/api/v1/bookmarks')).total).toBe(0);
  });
});

describe('a camera that a person may not see', () => {
  it.each(['GET', 'POST', 'PATCH', 'DELETE'])('is not there for %s', async (method) => {
    const { id } = await add(clock('10:00:00'), 'gate');
    await world.showOnly([yard]);
    const at = method === 'PATCH' || method === 'DELETE' ? `${path()}/${id}` : path();
    const body = method === 'POST' ? { startTime: clock('10:00:00'), title: 'Van' } : { title: 'Van' };

    const answer = await world.call(`${method} ${at}`, method === 'GET' ? undefined : body);

    expect(answer.body).toMatchObject({ status: 404, code: 'camera-not-found' });
  });

  it.each([
    'marks?startTime=2026-03-01T00:00:00Z&endTime=2026-03-02T00:00:00Z',
    'nearest?time=2026-03-01T00:00:00Z&direction=next',
  ])('is not there for %s', async (query) => {
    await world.showOnly([yard]);

    expect((await world.call(`GET ${path()}/${query}`)).body).toMatchObject({ code: 'camera-not-found' });
  });

  it('is one that was never imported, too', async () => {
    const answer = await world.call(`GET ${path({ id: gate.id })}`.replace(gate.id, randomUUID()));

    expect(answer.body).toMatchObject({ code: 'camera-not-found' });
  });
});

describe('who may only watch live', () => {
  it('neither reads nor sets bookmarks', async () => {
    const viewer = await account('viewer', 'viewer');

    expect((await as(viewer, `GET ${path()}`)).body).toMatchObject({ code: 'permission-missing' });
    expect((await as(viewer, 'GET /api/v1/bookmarks')).status).toBe(403);
    expect((await as(viewer, `POST ${path()}`, { startTime: clock('10:00:00'), title: 'Van' })).status).toBe(
      403,
    );
  });
});

describe('what is done with bookmarks', () => {
  it('is in the audit trail, also what was refused', async () => {
    const { id } = await add(clock('10:00:00'), 'Van');
    await world.call(`PATCH ${path()}/${id}`, { title: 'White van' });
    await as(colleague, `DELETE ${path()}/${id}`);
    await as(admin, `DELETE ${path()}/${id}`);

    expect(await trail()).toMatchObject([
      {
        action: 'bookmark.create',
        username: 'investigator',
        outcome: 'success',
        camera_id: gate.id,
        details: { bookmarkId: id, title: 'Van', startTime: clock('10:00:00') },
      },
      { action: 'bookmark.update', outcome: 'success', details: { bookmarkId: id, title: 'White van' } },
      {
        action: 'bookmark.delete',
        username: 'colleague',
        outcome: 'refused',
        details: { problem: 'bookmark-not-yours' },
      },
      {
        action: 'bookmark.delete',
        username: 'admin',
        outcome: 'success',
        details: { title: 'White van', createdBy: 'investigator' },
      },
    ]);
  });

  it('is told to everybody who looks, without its words', async () => {
    const { id } = await add(clock('10:00:00'), 'Secret', { note: 'Secret' });
    await world.call(`PATCH ${path()}/${id}`, { title: 'Secret still' });
    await world.call(`DELETE ${path()}/${id}`);

    const told = await world.database
      .selectFrom('live_events')
      .select(['type', 'camera_id', 'payload'])
      .orderBy('id')
      .execute();
    expect(told.map(({ type }) => type)).toEqual([
      'bookmark_created',
      'bookmark_changed',
      'bookmark_removed',
    ]);
    for (const { payload } of told) expect(payload).toMatchObject({ cameraId: gate.id, bookmarkId: id });
    expect(JSON.stringify(told)).not.toContain('Secret');
  });
});
