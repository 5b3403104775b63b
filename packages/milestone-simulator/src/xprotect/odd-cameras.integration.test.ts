import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readScenario } from '../scenario/read-scenario.ts';
import { decodeStrips } from '../testing/decode.ts';
import { ImageServerConnection } from '../testing/image-server-connection.ts';
import { givenXProtect } from '../testing/xprotect-site.ts';

const example = join(import.meta.dirname, '..', '..', 'examples', 'odd-cameras.yaml');
const QUAY = 1;
const YARD = 2;
const H265 = 0x000e;
const Results = z.object({
  ManualRecordingResult: z.array(z.object({ ResultCode: z.coerce.number(), Message: z.string() })),
});
const Statuses = z.object({
  CameraDeviceStatusArray: z
    .object({ CameraDeviceStatus: z.array(z.record(z.string(), z.unknown())).optional() })
    .nullish(),
});

/** The site of the example, and its cameras by their names. */
async function givenHarbour() {
  const site = await givenXProtect({}, { scenario: await readScenario(example) });
  const token = await site.login();
  const idOf = (name: string) => {
    const camera = site.simulator.state().cameras.find((one) => one.name === name);
    if (camera === undefined) throw new Error(`There is no ${name}.`);
    return camera.id;
  };
  const connect = async (server: number, name: string) => {
    const connection = await ImageServerConnection.open(site.webServerUri(server));
    onTestFinished(() => connection.end());
    return { connection, answer: await connection.connect({ camera: idOf(name), token }) };
  };
  /** What a recorder says of a camera. */
  const status = async (server: number, name: string) => {
    const call = await site.status(server);
    const answer = await call('GetCurrentDeviceStatus', { token, deviceIds: { guid: [idOf(name)] } });
    const { CameraDeviceStatus: found } = Statuses.parse(answer).CameraDeviceStatusArray ?? {};
    return found?.[0] ?? {};
  };
  return { ...site, token, idOf, connect, status };
}

describe('the odd cameras of a scenario, in XProtect’s protocols', () => {
  it('are told apart by the status of their recorder', async () => {
    const { status } = await givenHarbour();

    expect(await status(QUAY, 'Crane 1')).toMatchObject({ Enabled: true, Started: true, Error: false });
    expect(await status(QUAY, 'Sunk buoy')).toMatchObject({ Started: true, ErrorNoConnection: true });
    expect(await status(YARD, 'Old customs hall')).toMatchObject({ Enabled: false, Started: false });
    expect(await status(YARD, 'Unpaid camera')).toMatchObject({ Started: false, ErrorNotLicensed: true });
    expect(await status(YARD, 'Canteen')).toMatchObject({ Started: true, Recording: false });
    expect(await status(QUAY, "Director's office")).toEqual({});
  });

  it('are configured as they are', async () => {
    const { list, rest, data, idOf } = await givenHarbour();

    expect((await list('/cameras')).map(({ name }) => name)).not.toContain('Old customs hall');
    expect((await list('/cameras?disabled')).map(({ name }) => name)).not.toContain("Director's office");
    expect(await data(`/cameras/${idOf('Canteen')}`)).toMatchObject({ recordingEnabled: false });
    expect(await data(`/cameras/${idOf('Turntable')}`)).toMatchObject({ ptzEnabled: true });
    const refused = await rest(`/cameras/${idOf("Director's office")}`);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('VMO61008');
  });

  it('say why they do not record on demand', async () => {
    const { recorder, token, idOf } = await givenHarbour();
    const call = await recorder(YARD);
    const guid = ['Gate', 'Old customs hall', 'Unpaid camera', 'Canteen'].map(idOf);

    const { ManualRecordingResult: results } = Results.parse(
      await call('StartManualRecording', { token, deviceIds: { guid } }),
    );

    expect(results.map(({ ResultCode }) => ResultCode)).toEqual([0, 1, 1, 1]);
    expect(results.map(({ Message }) => Message).slice(1)).toEqual([
      'The camera is disabled and cannot record.',
      'The camera has no licence and cannot record.',
      'Recording is disabled on the camera.',
    ]);
  });

  it('keep what they show from whoever may not see it', async () => {
    const { recorder, token, idOf, connect } = await givenHarbour();
    const call = await recorder(QUAY);

    await expect(
      call('JPEGGetAt', { token, deviceId: idOf("Director's office"), time: '2026-03-01T12:00:00Z' }),
    ).rejects.toThrow('VMO61008');
    const { answer } = await connect(QUAY, "Director's office");
    expect(answer).toContain('<connected>no</connected><errorreason>Not authorized</errorreason>');
  });

  it('have no picture where nothing is recorded', async () => {
    const { recorder, token, idOf, connect } = await givenHarbour();
    const call = await recorder(YARD);
    const { connection } = await connect(YARD, 'New camera');
    connection.ask('goto', `<time>${Date.parse('2026-03-01T12:00:00Z')}</time>`);

    expect((await connection.image()).headers).toMatchObject({ current: '0', 'content-length': '0' });
    const deviceId = idOf('New camera');
    const picture = await call('JPEGGetAt', { token, deviceId, time: '2026-03-01T12:00:00Z' });
    expect(picture).not.toHaveProperty('Data');
    const live = { token, deviceId: idOf('Unpaid camera'), maxWidth: 640, maxHeight: 360 };
    expect(await call('JPEGGetLive', live)).not.toHaveProperty('Data');
  });

  it('send H.265 in packets that say so, a whole GOP at a time', async () => {
    const { connect } = await givenHarbour();
    const { connection } = await connect(QUAY, 'Sharp camera');
    connection.ask('goto', `<time>${Date.parse('2026-03-01T12:34:50Z')}</time>`);

    const { bodies } = await connection.image();

    expect(new Set(bodies.map((packet) => packet.readUInt16BE(6)))).toEqual(new Set([H265]));
    expect(bodies.map((packet) => packet.readUInt16BE(10) & 1)).toEqual([1, ...Array(14).fill(0)]);
    const pictures = await decodeStrips(Buffer.concat(bodies.map((packet) => packet.subarray(32))), 'hevc');
    expect(pictures.map(({ tenths }) => tenths)[14]).toBe((pictures[0]?.tenths ?? 0) + 9);
  });

  it('send JPEGs one by one where the camera makes JPEGs, though H.264 was asked for', async () => {
    const { connect } = await givenHarbour();
    const { connection } = await connect(YARD, 'Ancient camera');
    connection.ask('goto', `<time>${Date.parse('2026-03-01T12:05:00Z')}</time>`);
    connection.ask('next');

    const [first, second] = [await connection.image(), await connection.image()];

    expect(first.headers['content-type']).toBe('image/jpeg');
    expect(first.bodies[0]?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(Number(second.headers.current) - Number(first.headers.current)).toBe(66);
  });
});
