import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CAMERAS, failureOf, given, PASSWORD } from '../testing/given.ts';
import { json } from '../testing/scripted-vms.ts';

const page = { limit: 10, offset: 0 };

describe('an answer that is not as agreed', () => {
  it.each([
    ['no JSON', '<html>It works!</html>'],
    ['another shape', '{"array":[]}'],
    ['a camera without an id', '{"cameras":[{"name":"x","enabled":true}],"total":1}'],
    ['an empty body', ''],
  ])('is a protocol error: %s', async (_what, body) => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, (response) => response.end(body));

    await expect(client.listCameras(page)).rejects.toMatchObject({ kind: 'protocol' });
    expect(vms.calls(`GET ${CAMERAS}`)).toHaveLength(1);
  });

  it('is a protocol error when it is no HTTP', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, (response) => response.socket?.end('220 mail.example ESMTP\r\n'));

    await expect(client.listCameras(page)).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('is refused at once when the VMS does not have the feature', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, json({}, 501));

    await expect(client.listCameras(page)).rejects.toMatchObject({ kind: 'refused', status: 501 });
  });

  it('is a protocol error when it sends us elsewhere', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, json({}, 302, { Location: 'http://127.0.0.1:1/' }));

    await expect(client.listCameras(page)).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('is a protocol error when a token could not stand in a header', async () => {
    const { client, vms } = await given();
    vms.on('POST /login', json({ token: 'a\r\nX-Evil: 1', expires_in: 60 }));

    await expect(client.login()).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('is refused with the words of the VMS', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, json({ error: 'limit must be at most 100' }, 400));

    await expect(client.listCameras(page)).rejects.toMatchObject({
      kind: 'refused',
      status: 400,
      message: expect.stringContaining('limit must be at most 100'),
    });
  });
});

it('tells neither password nor token in any error, however deep one looks', async () => {
  const { client, vms } = await given({ retryAttempts: 1 });
  const failures: unknown[] = [];
  vms.once(
    'POST /login',
    (response) => response.destroy(),
    (response) => response.end('{"token":"token-0",'),
  );
  failures.push(await failureOf(client.login()), await failureOf(client.login()));
  vms.once(`GET ${CAMERAS}`, json({ error: 'Bad header: Bearer token-1' }, 400));
  vms.on(`GET ${CAMERAS}`, (response) => response.destroy());
  failures.push(await failureOf(client.listCameras(page)), await failureOf(client.listCameras(page)));

  expect(failures.map((failure) => failure instanceof Error && failure.name)).toEqual([
    'UnavailableError',
    'ProtocolError',
    'RefusedError',
    'UnavailableError',
  ]);
  const told = inspect(failures, { depth: 10, showHidden: true });
  expect(told).not.toContain(PASSWORD);
  expect(told).not.toMatch(/token-\d/);
});
