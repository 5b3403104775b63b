import { TokenGrant } from '@playhead/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPeopleApi, type PeopleApi } from '../testing/people-api.ts';

let people: PeopleApi;

beforeAll(async () => {
  people = await createPeopleApi();
});
afterAll(() => people?.close());

describe('a sign-in', () => {
  it.each([
    [{ role: 'viewer' }, 401],
    [{ password: 'another long password' }, 401],
    [{ displayName: 'Nora' }, 200],
    [{ role: 'operator' }, 200],
    [{ allCameras: false }, 200],
  ])('after the change %j is answered %i when it is to go on', async (changes, status) => {
    const { id, username } = await people.create();
    const { refreshToken } = TokenGrant.parse((await people.signIn(username)).body);

    const changed = await people.ask(`PATCH /users/${id}`, changes);

    expect(changed.status).toBe(200);
    expect((await people.refresh(refreshToken)).status).toBe(status);
  });

  it('with a reset password needs the new one', async () => {
    const { id, username } = await people.create();
    await people.ask(`PATCH /users/${id}`, { password: 'another long password' });

    expect((await people.signIn(username)).status).toBe(401);
    expect((await people.signIn(username, 'another long password')).status).toBe(200);
  });

  it('that is refreshed while the password is reset does not survive', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, username } = await people.create();
      const { refreshToken } = TokenGrant.parse((await people.signIn(username)).body);
      const [refreshed] = await Promise.all([
        people.refresh(refreshToken),
        people.ask(`PATCH /users/${id}`, { password: `another long password ${round}` }),
      ]);
      const grant = TokenGrant.safeParse(refreshed.body);

      if (grant.success) expect((await people.refresh(grant.data.refreshToken)).status).toBe(401);
      else expect(refreshed.status).toBe(401);
    }
  });

  it('ends with the account, and its access token opens nothing of an administrator any more', async () => {
    const { id, username } = await people.create({ role: 'admin' });
    const grant = TokenGrant.parse((await people.signIn(username)).body);
    expect((await people.ask('GET /users', undefined, grant.accessToken)).status).toBe(200);
    expect((await people.ask(`DELETE /users/${id}`)).status).toBe(204);

    expect((await people.refresh(grant.refreshToken)).status).toBe(401);
    expect((await people.signIn(username)).status).toBe(401);
    expect((await people.ask('POST /users', people.newUser(), grant.accessToken)).status).toBe(401);
  });

  it('of a demoted administrator opens nothing of an administrator any more', async () => {
    const { id, username } = await people.create({ role: 'admin' });
    const { accessToken } = TokenGrant.parse((await people.signIn(username)).body);
    await people.ask(`PATCH /users/${id}`, { role: 'viewer' });

    expect((await people.ask('GET /audit', undefined, accessToken)).status).toBe(403);
  });
});
