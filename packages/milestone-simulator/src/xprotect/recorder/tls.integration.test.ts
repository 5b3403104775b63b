import { once } from 'node:events';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator.ts';
import { ImageServerConnection } from '../../testing/image-server-connection.ts';
import { givenXProtect } from '../../testing/xprotect-site.ts';

const METHODS = 'http://videoos.net/2/XProtectCSRecorderCommand';

/** A site whose recorders speak TLS, listening at 127.0.0.1 with a certificate for the name. */
async function givenTls(name: { type: 7; ip: string } | { type: 2; value: string }) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Recorder' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [name] }],
  });
  const site = await givenXProtect({}, { tls: { key, cert } });
  return { ...site, cert, token: await site.login() };
}

async function get(url: string, ca: string): Promise<string> {
  const asked = request(url, { ca, agent: false });
  asked.end();
  const [answer] = await once(asked, 'response');
  return text(answer);
}

/** The text that a recorder answers over HTTPS. */
async function post(url: string, ca: string, body: string): Promise<string> {
  const asked = request(url, { method: 'POST', ca, agent: false, headers: { 'content-type': 'text/xml' } });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  return text(answer);
}

describe('a recorder with a certificate', () => {
  it('speaks SOAP and ImageServer over TLS at the one port that its https address names', async () => {
    const { webServerUri, camera, token, cert } = await givenTls({ type: 7, ip: '127.0.0.1' });
    expect(webServerUri(1)).toMatch(/^https:/);

    const soap = await post(
      `${webServerUri(1)}RecorderCommandService/RecorderCommandService.asmx`,
      cert,
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><IsManualRecording xmlns="${METHODS}">` +
        `<token>${token}</token><deviceIds><guid>${camera(1)}</guid></deviceIds>` +
        '</IsManualRecording></s:Body></s:Envelope>',
    );
    expect(soap).toContain(camera(1));

    const images = await ImageServerConnection.open(webServerUri(1), cert);
    onTestFinished(() => images.end());
    expect(await images.connect({ camera: camera(1), token })).toContain('<connected>yes</connected>');
  });

  it('lets go of the footage of a client that hung up while it was made', async () => {
    const { simulator, webServerUri, camera, token, cert } = await givenTls({ type: 7, ip: '127.0.0.1' });
    const open = async () => {
      const images = await ImageServerConnection.open(webServerUri(1), cert);
      await images.connect({ camera: camera(1), token });
      images.ask('goto', `<time>${Date.parse('2026-03-01T10:00:00Z')}</time>`);
      return images;
    };
    const gone = await open();
    await gone.image();
    gone.ask('goto', `<time>${Date.parse('2026-03-01T10:30:00Z')}</time>`);
    setImmediate(() => gone.end());
    const staying = await open();
    onTestFinished(() => staying.end());
    await staying.image();

    // Waits for every FFmpeg; those that nobody reads or leaves never end.
    await expect(simulator.reset()).resolves.toBeUndefined();
  });

  it('answers nobody who does not speak TLS', async () => {
    const { webServerUri } = await givenTls({ type: 7, ip: '127.0.0.1' });
    await expect(fetch(webServerUri(1).replace('https:', 'http:'))).rejects.toThrow();
  });

  it('for another name is refused by whoever checks, though its issuer is trusted', async () => {
    const { webServerUri, cert } = await givenTls({ type: 2, value: 'recorder.example' });
    const refused = { code: 'ERR_TLS_CERT_ALTNAME_INVALID' };
    await expect(post(webServerUri(1), cert, '')).rejects.toMatchObject(refused);
    await expect(ImageServerConnection.open(webServerUri(1), cert)).rejects.toMatchObject(refused);
  });

  it('is made at the start, also for the gateway, and trusted by whoever trusts its issuer', async () => {
    const simulator = await startSimulator({ xprotect: {}, tls: { at: 'all' } });
    onTestFinished(() => simulator.close());
    const { certificate: ca = '' } = simulator;
    expect(simulator.url).toMatch(/^https:/);

    const uris = await get(`${simulator.url}/api/.well-known/uris`, ca);
    expect(JSON.parse(uris)).toMatchObject({ ApiGateways: [`${simulator.url}/API/`] });
    expect(await get(`${simulator.url}/_sim/certificate`, ca)).toBe(ca);
  });

  it('is for another name on the connections whose turn it is', async () => {
    const site = await givenXProtect({}, { tls: {} });
    const { certificate: ca = '' } = site.simulator;
    site.simulator.addFault({ kind: 'certificate', connection: { to: 'recorders', nth: 2 } });
    const open = async () => (await ImageServerConnection.open(site.webServerUri(1), ca)).end();

    await open();
    await expect(open()).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await open();
  });

  it('may be for a name of one’s own', async () => {
    const site = await givenXProtect({}, { tls: { name: 'recorder.example' } });
    const { certificate: ca = '' } = site.simulator;
    await expect(ImageServerConnection.open(site.webServerUri(1), ca)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      cert: { subjectaltname: 'DNS:recorder.example' },
    });
  });

  it('that does not fit its key is refused at the start', async () => {
    const { cert } = await givenTls({ type: 7, ip: '127.0.0.1' });
    const tls = { key: 'no key', cert };
    await expect(startSimulator({ xprotect: {}, tls })).rejects.toThrow('do not belong together');
  });
});
