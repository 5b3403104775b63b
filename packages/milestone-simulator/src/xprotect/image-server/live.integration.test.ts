import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeStrips } from '../../testing/decode.ts';
import { ImageServerConnection } from '../../testing/image-server-connection.ts';
import { expectedStrip } from '../../testing/time-strip.ts';
import { givenXProtect } from '../../testing/xprotect-site.ts';

/** A connection to the first camera of the first recorder at 12:34:56.789, where time stands still. */
async function givenLive({ jpeg = false } = {}) {
  const site = await givenXProtect({ vmsTokenLifetimeSeconds: 60, accessTokenLifetimeSeconds: 86_400 });
  const token = await site.login();
  const camera = site.camera(1);
  const connection = await ImageServerConnection.open(site.webServerUri(1));
  onTestFinished(() => connection.end());
  await connection.connect({ camera, token, jpeg });
  return { ...site, connection, token, cameraId: camera };
}

const at = (time: string) => String(Date.parse(`2026-03-01T${time}Z`));
const lost = (text: string | undefined) => /id="5" value="(\d)"/.exec(text ?? '')?.[1];

describe('live video', () => {
  it('begins with the second that is over, and goes on with each that follows', async () => {
    const { connection, clock } = await givenLive();
    connection.ask('live');
    const first = await connection.liveImage();
    clock.advance(1);
    const second = await connection.liveImage();

    expect([first.headers.current, second.headers.current]).toEqual([at('12:34:55'), at('12:34:56')]);
    const pictures = [first, second].flatMap(({ bodies }) => bodies).map((packet) => packet.subarray(32));
    const strips = await decodeStrips(Buffer.concat(pictures), 'h264');
    expect(strips).toHaveLength(30);
    expect(strips[15]).toEqual(expectedStrip(1, '2026-03-01T12:34:56Z', 0));
  });

  it('waits for the next second where no first picture is wanted', async () => {
    const { connection, clock } = await givenLive();
    connection.ask('live', '<sendinitialimage>no</sendinitialimage>');
    await connection.xml();
    clock.advance(1);

    expect((await connection.liveImage()).headers.current).toBe(at('12:34:56'));
  });

  it('says that the camera is lost, and when it is back', async () => {
    const { connection, clock, simulator, cameraId } = await givenLive();
    connection.ask('live');
    const { packages } = await connection.liveImage();
    expect(packages.map(lost)).toEqual(['0']);

    simulator.changeCamera(cameraId, { state: 'offline' });
    expect(lost(await connection.xml())).toBe('1');
    clock.advance(1);
    simulator.changeCamera(cameraId, { state: 'online' });

    expect(lost(await connection.xml())).toBe('0');
  });

  it('says that it lives though no picture comes', async () => {
    const { connection } = await givenLive();
    connection.ask('live');
    await connection.liveImage();

    expect(await connection.xml()).toMatch(/<livepackage><status><statustime>1772368496789<\/statustime>/);
  });

  it('stops when asked, and recorded video can be asked for after it', async () => {
    const { connection, clock } = await givenLive();
    connection.ask('live');
    await connection.liveImage();
    connection.ask('stop');
    connection.ask('goto', `<time>${at('12:30:00')}</time>`);
    clock.advance(2);
    // What was on its way when it was stopped may come before it.
    const answered = async (id: string) => {
      const { headers } = await connection.liveImage();
      return headers.requestid === id;
    };
    while (!(await answered('4')));

    clock.advance(2);
    connection.ask('next');

    expect(await answered('5')).toBe(true);
  });

  it('ends with the token, unless that is renewed', async () => {
    const { connection, clock, login, token, cameraId } = await givenLive();
    connection.ask('live');
    await connection.liveImage();
    clock.advance(50);
    await connection.liveImage();
    const renewed = await login(token);
    connection.ask(
      'connectupdate',
      `<connectparam>id=${cameraId}&amp;connectiontoken=${renewed}</connectparam>`,
    );
    // Live packages come every few seconds.
    const response = async (): Promise<string> => {
      const xml = await connection.xml();
      return xml.includes('<livepackage>') ? response() : xml;
    };
    expect(await response()).toContain('<connected>yes</connected>');

    clock.advance(20);
    await connection.liveImage();
    clock.advance(60);

    await connection.closed();
  });

  it('comes as JPEGs where these are wanted', async () => {
    const { connection } = await givenLive({ jpeg: true });
    connection.ask('live');

    const { headers, bodies } = await connection.liveImage();

    expect(headers['content-type']).toBe('image/jpeg');
    expect(bodies[0]?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });
});
