import { describe, expect, it, onTestFinished } from 'vitest';
import { parseScenario } from '../../scenario/read-scenario.ts';
import type { SimulatorOptions } from '../../simulator.ts';
import { decodeStrips, rawPictures, runFfmpeg } from '../../testing/decode.ts';
import { ImageServerConnection, type ReceivedImage } from '../../testing/image-server-connection.ts';
import { expectedStrip, readTimeStrips } from '../../testing/time-strip.ts';
import { givenXProtect } from '../../testing/xprotect-site.ts';

type Options = Omit<Parameters<ImageServerConnection['connect']>[0], 'camera' | 'token'>;

/** A connection to a camera of the first recorder that has a manual recording of ten seconds, 12:34:56 to 12:35:06. */
async function givenConnection(options: Options = {}, number = 4, more: SimulatorOptions = {}) {
  const site = await givenXProtect({ accessTokenLifetimeSeconds: 86_400 }, more);
  const token = await site.login();
  const call = await site.recorder(1);
  const deviceIds = { guid: [site.camera(number)] };
  await call('StartManualRecording', { token, deviceIds });
  site.clock.advance(10);
  await call('StopManualRecording', { token, deviceIds });
  const open = async () => {
    const connection = await ImageServerConnection.open(site.webServerUri(1));
    onTestFinished(() => connection.end());
    return connection;
  };
  const connection = await open();
  const answer = await connection.connect({ camera: site.camera(number), token, ...options });
  const ask = (method: string, time?: string) => {
    connection.ask(method, time === undefined ? '' : `<time>${Date.parse(time)}</time>`);
    return connection.image();
  };
  return { ...site, token, open, connection, answer, ask };
}

const timesOf = ({ headers }: ReceivedImage) =>
  ['prev', 'current', 'next'].map((name) => new Date(Number(headers[name])).toISOString());

/** A video stream packet: its header's fields and what it carries. */
function unpacked(packet: Buffer) {
  return {
    type: packet.readUInt16BE(0),
    length: packet.readUInt32BE(2),
    codec: packet.readUInt16BE(6),
    isKey: (packet.readUInt16BE(10) & 1) === 1,
    keyTime: Number(packet.readBigUInt64BE(12)),
    time: Number(packet.readBigUInt64BE(20)),
    payload: packet.subarray(32),
  };
}

describe('the ImageServer', () => {
  it('says who connected, and turns away an unknown camera and a bad token', async () => {
    const { answer, open, camera, token } = await givenConnection();
    expect(answer).toContain('<connected>yes</connected><errorreason>Success</errorreason>');
    for (const [request, reason] of [
      [{ camera: camera(3), token }, 'Unknown device'],
      [{ camera: camera(4), token: 'eyJ' }, 'Security token invalid'],
    ] as const) {
      const other = await open();
      await expect(other.connect(request)).resolves.toContain(
        `<connected>no</connected><errorreason>${reason}</errorreason>`,
      );
      await other.closed();
    }
  });

  it('answers goto with the whole GOP around a moment, picture by picture, with their times', async () => {
    const { ask } = await givenConnection();
    const image = await ask('goto', '2026-03-01T12:35:00.640Z');
    expect(timesOf(image)).toEqual([
      '2026-03-01T12:34:59.000Z',
      '2026-03-01T12:35:00.000Z',
      '2026-03-01T12:35:01.000Z',
    ]);
    const packets = image.bodies.map(unpacked);
    expect(packets).toHaveLength(15);
    expect(packets.map(({ isKey }) => isKey)).toEqual([true, ...Array.from({ length: 14 }, () => false)]);
    expect(packets.every(({ type, codec }) => type === 0x10 && codec === 0x0a)).toBe(true);
    expect(packets.every(({ length, payload }) => length === payload.length + 32)).toBe(true);
    expect(packets.map(({ time, keyTime }) => time - keyTime)).toEqual(
      packets.map((_, n) => Math.floor((n * 1000) / 15)),
    );
    const strips = await decodeStrips(Buffer.concat(packets.map(({ payload }) => payload)), 'h264');
    expect(strips).toEqual(packets.map((_, n) => expectedStrip(4, '2026-03-01T12:35:00.000Z', 1, n)));
  });

  it('goes on and back GOP by GOP, though requests are sent ahead', async () => {
    const { ask, connection } = await givenConnection();
    await ask('goto', '2026-03-01T12:34:58Z');
    const ids = ['next', 'next', 'previous'].map((method) => connection.ask(method));
    const answers = [await connection.image(), await connection.image(), await connection.image()];
    expect(answers.map(({ headers }) => headers.requestid)).toEqual(ids.map(String));
    expect(answers.map((answer) => timesOf(answer)[1])).toEqual([
      '2026-03-01T12:34:59.000Z',
      '2026-03-01T12:35:00.000Z',
      '2026-03-01T12:34:59.000Z',
    ]);
    const strips = await Promise.all(
      answers.map((answer) =>
        decodeStrips(Buffer.concat(answer.bodies.map((body) => unpacked(body).payload)), 'h264'),
      ),
    );
    expect(strips.map(([strip]) => strip)).toEqual(
      answers.map((answer) => expectedStrip(4, timesOf(answer)[1] ?? '')),
    );
  });

  it('lands before a gap that goto leads into, and next leaps it', async () => {
    const { ask } = await givenConnection();
    const last = await ask('goto', '2026-03-01T12:34:53.999Z');
    const [, current, next] = timesOf(last);
    expect(Date.parse(current ?? '')).toBeLessThan(Date.parse('2026-03-01T12:34:53Z'));
    expect(next).toBe('2026-03-01T12:34:54.000Z');
    expect(timesOf(await ask('next'))[1]).toBe('2026-03-01T12:34:54.000Z');
    expect(timesOf(await ask('previoussequence'))[1]).not.toBe('2026-03-01T12:34:54.000Z');
    expect(timesOf(await ask('nextsequence'))[1]).toBe('2026-03-01T12:34:54.000Z');
  });

  it('repeats the newest GOP at the end of the database', async () => {
    const { ask } = await givenConnection();
    const end = await ask('end');
    expect(timesOf(end).slice(1)).toEqual(['2026-03-01T12:35:05.000Z', '2026-03-01T12:35:05.000Z']);
    expect(timesOf(await ask('next'))).toEqual(timesOf(end));
  });

  it('sends only the key picture of a GOP where that is asked for', async () => {
    const { connection } = await givenConnection();
    const goto = (elements: string) => {
      connection.ask('goto', `<time>${Date.parse('2026-03-01T12:34:58Z')}</time>${elements}`);
      return connection.image();
    };
    const keys = async (elements: string) =>
      (await goto(elements)).bodies.map((body) => unpacked(body).isKey);

    expect(await keys('<keyframesonly>yes</keyframesonly>')).toEqual([true]);
    expect(await keys('<keyframesonly>no</keyframesonly>')).toHaveLength(15);
  });

  it('tells of a privacy mask beside each picture, as the scenario says it', async () => {
    const scenario = parseScenario(
      'cameras: [{ name: Plain, failures: none }, { name: Masked, failures: none, privacyMask: "grid;8;8" }]',
      'site.yaml',
    );
    const headers = async (number: number, jpeg: boolean) => {
      const { ask } = await givenConnection({ jpeg }, number, { scenario });
      return (await ask('end')).headers;
    };

    expect((await headers(2, false)).privacymask).toBe('grid;8;8');
    expect((await headers(2, true)).privacymask).toBe('grid;8;8');
    expect(await headers(1, false)).not.toHaveProperty('privacymask');
  });

  it('gives clients without multipart one block a GOP', async () => {
    const { ask } = await givenConnection({ multipart: false });
    const { bodies, headers } = await ask('goto', '2026-03-01T12:35:00Z');
    expect(headers['content-type']).toBe('application/x-genericbytedata-octet-stream');
    const block = bodies[0] ?? Buffer.alloc(0);
    expect(block.readUInt16BE(0)).toBe(0x0a);
    const strips = await decodeStrips(block.subarray(36), 'h264');
    expect(strips).toHaveLength(15);
    expect(strips[0]).toEqual(expectedStrip(4, '2026-03-01T12:35:00.000Z'));
  });

  it('sends JPEGs one by one to those who want them, and its own time as the next of the newest', async () => {
    const { ask } = await givenConnection({ jpeg: true });
    const shown = async ({ bodies }: ReceivedImage) => {
      const input = ['-f', 'mjpeg', '-i', 'pipe:0'];
      return readTimeStrips(
        await runFfmpeg([...input, ...rawPictures('crop=640:16:0:0', 'gray')], bodies[0]),
      )[0];
    };
    const first = await ask('goto', '2026-03-01T12:35:00.100Z');
    expect(timesOf(first)).toEqual([
      '2026-03-01T12:35:00.000Z',
      '2026-03-01T12:35:00.066Z',
      '2026-03-01T12:35:00.133Z',
    ]);
    expect(await shown(first)).toEqual(expectedStrip(4, '2026-03-01T12:35:00.066Z'));
    const second = await ask('next');
    expect(timesOf(second)[1]).toBe('2026-03-01T12:35:00.133Z');
    await ask('goto', '2026-03-01T12:35:05.900Z');
    await ask('next');
    const newest = await ask('next');
    expect(timesOf(newest)[2]).toBe(timesOf(newest)[1]);
  });

  it('sends prepared video as it sends any other, and starts no FFmpeg for it', async () => {
    const more = { prepared: { size: '640x360', kilobits: 500 }, maxEncoders: 0 } as const;
    const { ask } = await givenConnection({}, 4, more);

    const images = [await ask('goto', '2026-03-01T12:35:00.640Z'), await ask('next')];

    const packets = images.map(({ bodies }) => bodies.map(unpacked));
    expect(packets.map((gop) => gop.map(({ isKey }) => isKey))).toEqual(
      images.map(() => [true, ...Array.from({ length: 14 }, () => false)]),
    );
    const video = packets.flat().map(({ payload }) => payload);
    const strips = await decodeStrips(Buffer.concat(video), 'h264');
    expect(strips).toEqual(video.map((_, n) => expectedStrip(4, '2026-03-01T12:35:00.000Z', 1, n)));
  });

  it('hangs up when the token ends, unless it was renewed with connectupdate', async () => {
    const { ask, connection, clock, login, camera, token } = await givenConnection();
    await ask('goto', '2026-03-01T12:35:00Z');
    clock.advance(2 * 3600);
    const renewed = await login(token);
    connection.ask(
      'connectupdate',
      `<connectparam>id=${camera(4)}&amp;connectiontoken=${renewed}</connectparam>`,
    );
    await expect(connection.xml()).resolves.toContain('<connected>yes</connected>');
    clock.advance(3 * 3600);
    expect((await ask('next')).bodies).toHaveLength(15);
    clock.advance(3600);
    connection.ask('next');
    await connection.closed();
  });

  it('breaks off where it was asked to, and hangs up on what is no request', async () => {
    const { simulator, open, camera, token } = await givenConnection();
    simulator.addFault({ kind: 'drop', afterBytes: 2000, match: { operation: 'video' } });
    const torn = await open();
    await torn.connect({ camera: camera(4), token });
    torn.ask('goto', `<time>${Date.parse('2026-03-01T12:35:00Z')}</time>`);
    await expect(torn.image()).rejects.toThrow('hung up');
    for (const junk of ['<methodcall><open></methodcall>\r\n\r\n', `<${'x'.repeat(70_000)}`]) {
      const other = await open();
      other.write(junk);
      await other.closed();
    }
  });
});
