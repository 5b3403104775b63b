import { User } from '@playhead/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { Users } from './Users.tsx';
import { USERS_PER_PAGE } from './users.query.ts';

const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const aUser = (number: number, change: Partial<Record<keyof User, unknown>> = {}) =>
  User.parse({
    id: guid(number),
    username: `user${number}`,
    displayName: `Person ${number}`,
    role: 'viewer',
    allCameras: true,
    createdAt: '2026-03-01T12:00:00Z',
    updatedAt: '2026-03-01T12:00:00Z',
    ...change,
  });

const me = aUser(1, { username: 'ada', role: 'admin' });
const noor = aUser(2, { username: 'noor' });
const cameras = [1, 2, 3].map((number) => ({ value: guid(100 + number), label: `Gate ${number}` }));

/** What the page asked the server to change, in order. */
let sent: { readonly what: string; readonly body: unknown }[];

beforeEach(() => {
  sent = [];
});

const taking = (method: 'post' | 'patch' | 'put', path: string, answer: (body: unknown) => object) =>
  http[method](api(path), async ({ request }) => {
    const body = await request.json();
    sent.push({ what: `${request.method} ${new URL(request.url).pathname.slice(7)}`, body });
    return HttpResponse.json(answer(body));
  });

async function given(users: readonly User[] = [me, noor]) {
  server.use(
    http.get(api('/users'), ({ request }) => {
      const search = new URL(request.url).searchParams.get('search') ?? '';
      const found = users.filter(({ username }) => username.includes(search));
      return HttpResponse.json({ users: found, total: found.length });
    }),
    http.get(api('/users/:id/cameras'), () => HttpResponse.json({ cameraIds: [guid(101)] })),
    taking('post', '/users', () => noor),
    taking('patch', '/users/:id', () => noor),
    taking('put', '/users/:id/cameras', (body) => Object(body)),
  );
  const view = renderApp(<Users ownId={me.id} cameras={cameras} />);
  await screen.findByText('noor');
  return view;
}

describe('the accounts', () => {
  it('are listed with their roles and what they see', async () => {
    await given([me, aUser(2, { username: 'noor', role: 'investigator', allCameras: false })]);
    const row = screen.getByText('noor').closest('tr');

    expect(row?.textContent).toContain('investigator');
    expect(row?.textContent).toContain('Chosen cameras');
    expect(screen.getByText('2 accounts')).toBeTruthy();
  });

  it('are found by name', async () => {
    const { user } = await given();
    await user.type(screen.getByRole('searchbox', { name: 'Search people' }), 'ad');

    expect(await screen.findByText('1 account')).toBeTruthy();
    expect(screen.queryByText('noor')).toBeNull();
  });

  it('are found as the address says, which follows what is searched for', async () => {
    history.replaceState(null, '', '/users?search=noo');
    const { user } = await given();
    const search = screen.getByRole('searchbox', { name: 'Search people' });
    expect(search).toHaveProperty('value', 'noo');
    expect(screen.queryByText('ada')).toBeNull();

    await user.clear(search);
    await user.type(search, 'n');
    await waitFor(() => expect(location.search).toBe('?search=n'));
  });

  it('are on the page that the address says, to which going back leads', async () => {
    history.replaceState(null, '', '/users?page=2');
    const asked: string[] = [];
    server.use(
      http.get(api('/users'), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('offset') ?? '');
        return HttpResponse.json({ users: [noor], total: 3 * USERS_PER_PAGE });
      }),
    );
    const { user } = renderApp(<Users ownId={me.id} cameras={cameras} />);
    await screen.findByText('noor');
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(location.search).toBe('?page=3'));
    act(() => history.back());
    await waitFor(() => expect(location.search).toBe('?page=2'));

    expect(asked.slice(0, 2)).toEqual([String(USERS_PER_PAGE), String(2 * USERS_PER_PAGE)]);
  });

  it('can be made', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: 'New account' }));
    await user.type(screen.getByLabelText('User name'), 'omar');
    await user.type(screen.getByLabelText('Name'), 'Omar');
    await user.selectOptions(screen.getByLabelText('Role'), 'operator');
    await user.type(screen.getByLabelText('Password'), 'long enough to keep');
    await user.click(screen.getByRole('button', { name: 'Create the account' }));

    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    const [username, displayName, password] = ['omar', 'Omar', 'long enough to keep'];
    expect(sent).toEqual([
      { what: 'POST /users', body: { username, displayName, role: 'operator', password, allCameras: true } },
    ]);
  });

  it('are refused here where the server would refuse them, and nothing is sent', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: 'New account' }));
    await user.type(screen.getByLabelText('User name'), 'omar');
    await user.type(screen.getByLabelText('Name'), 'Omar');
    await user.type(screen.getByLabelText('Password'), 'short');
    await user.click(screen.getByRole('button', { name: 'Create the account' }));

    expect(screen.getByRole('alert').textContent).toContain('at least 12 characters');
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
    expect(sent).toEqual([]);
  });

  it('whose name is taken say so in the form', async () => {
    const { user } = await given();
    server.use(http.post(api('/users'), () => problemAnswer('username-taken')));
    await user.click(screen.getByRole('button', { name: 'New account' }));
    await user.type(screen.getByLabelText('User name'), 'noor');
    await user.type(screen.getByLabelText('Name'), 'Noor');
    await user.type(screen.getByLabelText('Password'), 'long enough to keep');
    await user.click(screen.getByRole('button', { name: 'Create the account' }));

    expect((await screen.findByRole('alert')).textContent).toContain('This user name is taken');
  });

  it('get another role', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: 'Edit noor' }));
    await user.selectOptions(screen.getByLabelText('Role'), 'operator');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await expect
      .poll(() => sent)
      .toEqual([{ what: `PATCH /users/${noor.id}`, body: { displayName: 'Person 2', role: 'operator' } }]);
  });

  it('keep the administrator from changing or deleting the own one, and say why', async () => {
    const { user } = await given();
    expect(screen.queryByRole('button', { name: 'Delete ada' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Edit ada' }));

    expect(screen.getByLabelText('Role')).toHaveProperty('disabled', true);
    expect(screen.getByText(/Nobody changes their own role/)).toBeTruthy();
  });

  it('get a new password', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: 'New password for noor' }));
    await user.type(screen.getByLabelText('Password'), 'another long one');
    await user.click(screen.getByRole('button', { name: 'Set the password' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('noor has a new password');
    expect(sent).toEqual([{ what: `PATCH /users/${noor.id}`, body: { password: 'another long one' } }]);
  });

  it('are deleted only after asking, and a refusal is told', async () => {
    const { user } = await given();
    server.use(http.delete(api('/users/:id'), () => problemAnswer('last-admin')));
    await user.click(screen.getByRole('button', { name: 'Delete noor' }));
    await user.click(screen.getByRole('button', { name: 'Delete the account' }));

    expect((await screen.findByTestId('toast')).textContent).toContain('Somebody must remain administrator');
  });
});

describe('the cameras of an account', () => {
  it('are stored before they count in the place of all', async () => {
    const { user } = await given();
    await user.click(screen.getByRole('button', { name: 'Cameras of noor' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('radio', { name: 'Chosen cameras' }));
    expect(await dialog.findByRole('checkbox', { name: 'Gate 1', checked: true })).toBeTruthy();
    await user.type(dialog.getByRole('searchbox'), 'gate 3');
    await user.click(dialog.getByRole('checkbox', { name: 'Gate 3' }));
    expect(dialog.getByText('2 chosen')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Save' }));

    await expect
      .poll(() => sent)
      .toEqual([
        { what: `PUT /users/${noor.id}/cameras`, body: { cameraIds: [guid(101), guid(103)] } },
        { what: `PATCH /users/${noor.id}`, body: { allCameras: false } },
      ]);
  });

  it('can be all that match a search', async () => {
    const { user } = await given([me, aUser(2, { username: 'noor', allCameras: false })]);
    await user.click(screen.getByRole('button', { name: 'Cameras of noor' }));
    await user.click(await screen.findByRole('button', { name: 'Choose all 3 that match' }));

    expect(screen.getByText('3 chosen')).toBeTruthy();
  });
});
