import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenXProtect } from '../testing/xprotect-site.ts';

const Child = z.object({ relations: z.object({ parent: z.object({ id: z.string() }) }) });
const Tasks = z.strictObject({ tasks: z.array(z.object({ id: z.string() })) });
const Sequences = z.object({ result: z.object({ sequences: z.array(z.unknown()) }) });
const Token = z.object({ token: z.string() });

describe('the configuration API', () => {
  it('lists enabled cameras in an array without a total, page by page, and disabled ones when asked', async () => {
    const { rest, list } = await givenXProtect();
    const page = (query: string) => list(`/cameras?${query}`);
    expect(await page('')).toHaveLength(26);
    expect(await page('disabled')).toHaveLength(28);
    const pages = [await page('page=0&size=20'), await page('page=1&size=20'), await page('page=2&size=20')];
    expect(pages.map(({ length }) => length)).toEqual([20, 6, 0]);
    await expect((await rest('/cameras')).json()).resolves.not.toHaveProperty('total');
  });

  it('has its collections at the same paths in any case, and with a slash too many', async () => {
    const { simulator, accessToken, camera } = await givenXProtect();
    const headers = { authorization: `Bearer ${accessToken}` };
    for (const path of [
      '/api/REST/v1/Cameras/',
      '/API/rest/v1/RECORDINGSERVERS',
      `/api/rest/v1/cameras/${camera(1).toUpperCase()}/`,
    ])
      expect((await fetch(simulator.url + path, { headers })).status).toBe(200);
  });

  it('filters by property', async () => {
    const { rest, list } = await givenXProtect();
    const names = async (filter: string) => (await list(`/cameras?${filter}`)).map(({ name }) => name);
    expect(await names("name=contains:'Depot - Yard'")).toEqual(['Camera 10 - Rashidiya Depot - Yard']);
    expect(await names("name='Nobody'")).toEqual([]);
    expect((await rest('/cameras?name=unquoted')).status).toBe(400);
  });

  it('leads from a camera over its hardware to the recorder', async () => {
    const { data, camera, webServerUri } = await givenXProtect();
    const parentOf = async (path: string) => Child.parse(await data(path)).relations.parent.id;
    for (const [number, server] of [
      [1, 1],
      [3, 2],
    ] as const) {
      const hardware = await parentOf(`/cameras/${camera(number).toUpperCase()}`);
      const recorder = await parentOf(`/hardware/${hardware}`);
      await expect(data(`/recordingServers/${recorder}`)).resolves.toMatchObject({
        webServerUri: webServerUri(server),
      });
    }
    expect(webServerUri(1)).not.toBe(webServerUri(2));
  });

  it('has no state, no stream address and no recordings', async () => {
    const { rest, data, camera } = await givenXProtect();
    const fields = Object.keys(await data(`/cameras/${camera(1)}`));
    expect(fields.filter((key) => /status|online|stream|isRecording/i.test(key))).toEqual([]);
    const missing = await rest('/recordings');
    expect(missing.status).toBe(404);
    await expect(missing.json()).resolves.toMatchObject({
      error: { httpCode: 404, details: [{ errorText: 'Unknown resource: recordings' }] },
    });
  });

  it.each([
    { version: '2023R2', coverageDirection: '0.6', tellsPtz: false, records: false },
    { version: '2025R1', coverageDirection: 0.6, tellsPtz: true, records: false },
    { version: '2025R3', coverageDirection: 0.6, tellsPtz: true, records: true },
  ] as const)('has the manners of $version', async ({ version, coverageDirection, tellsPtz, records }) => {
    const { rest, data, camera } = await givenXProtect({ version });
    const described = await data(`/cameras/${camera(1)}`);
    expect(described.coverageDirection).toBe(coverageDirection);
    expect('ptzEnabled' in described).toBe(tellsPtz);

    const answer = Tasks.parse(await (await rest(`/cameras/${camera(1)}?tasks&noData`)).json());
    expect(answer.tasks.some(({ id }) => id === 'StartRecording')).toBe(records);
    const start = await rest(`/cameras/${camera(1)}?task=StartRecording`, { method: 'POST' });
    expect(start.status).toBe(records ? 200 : 400);
  });

  it('2025R3 records and lists sequences by task, around a moment', async () => {
    const { rest, camera, simulator, clock } = await givenXProtect({ version: '2025R3' });
    const task = (name: string, body?: unknown) =>
      rest(`/cameras/${camera(4)}?task=${name}`, { method: 'POST', body });
    await expect((await task('StartRecording')).json()).resolves.toEqual({ result: { state: 'Success' } });
    expect(simulator.state().activeRecordings).toHaveLength(1);
    clock.advance(30);
    await task('StopRecording');
    expect(simulator.state().activeRecordings).toHaveLength(0);

    const answer = await task('GetSequences', {
      sequenceType: 'RecordingSequence',
      time: '2026-03-01T12:34:56.789Z',
      timeBefore: '000.00:01:00',
      timeAfter: '000.00:01:00',
      maxCountBefore: 1,
      maxCountAfter: 10,
    });
    const { result } = Sequences.parse(await answer.json());
    expect(result.sequences.at(-1)).toEqual({
      timeBegin: '2026-03-01T12:34:54.000Z',
      timeEnd: '2026-03-01T12:35:26.789Z',
      timeTrigger: '2026-03-01T12:34:56.789Z',
    });
  });

  it.each([502, 503])('is now and then a proxy’s: %i with a page instead of JSON', async (status) => {
    const { rest, simulator } = await givenXProtect();
    simulator.addFault({ kind: 'status', status, body: 'html', match: { operation: 'listCameras' } });

    const answer = await rest('/cameras');

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html']);
    expect(await answer.text()).toMatch(/^<html>/);
    expect((await rest('/cameras')).status).toBe(200);
  });

  it('leaves the rest dialect its addresses: its own token gets its own answers', async () => {
    const { simulator } = await givenXProtect();
    const login = await fetch(`${simulator.url}/api/rest/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'playhead', password: 'playhead-simulator' }),
    });
    const { token } = Token.parse(await login.json());
    const list = await fetch(`${simulator.url}/api/rest/v1/cameras`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await expect(list.json()).resolves.toMatchObject({ total: 28 });
  });
});
