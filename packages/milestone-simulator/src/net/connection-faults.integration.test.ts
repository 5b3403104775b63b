import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FaultInput } from '../faults/fault.ts';
import { ImageServerConnection } from '../testing/image-server-connection.ts';
import { givenXProtect } from '../testing/xprotect-site.ts';

const WSDL = '/RecorderCommandService/RecorderCommandService.asmx?wsdl';

/** A site with a client at its ports. */
async function givenPorts() {
  const site = await givenXProtect();
  const { simulator } = site;
  /** What a bare socket hears that asks the second recorder, to which nobody else speaks: bytes, and how it ended. */
  const ask = () => {
    const socket = connect(Number(new URL(site.webServerUri(2)).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(`GET ${WSDL} HTTP/1.1\r\nHost: recorder\r\nConnection: close\r\n\r\n`);
    return { socket, ...hearing(socket) };
  };
  const open = () => simulator.state().connections.recorders[2];
  /** A connection to the ImageServer of the first recorder, at a camera with footage. */
  const openImages = async () => {
    const connection = await ImageServerConnection.open(site.webServerUri(1));
    onTestFinished(() => connection.end());
    await connection.connect({ camera: site.camera(1), token: await site.login() });
    return connection;
  };
  return { ...site, ask, open, openImages };
}

function hearing(socket: Socket) {
  let bytes = 0;
  let code: string | undefined;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code;
  });
  const ended = new Promise<{ bytes: number; code: string | undefined }>((resolve) => {
    socket.once('close', () => resolve({ bytes, code }));
  });
  return { bytes: () => bytes, ended };
}

const anHourAgo = `<time>${Date.parse('2026-03-01T11:00:00Z')}</time>`;

describe('a fault of connections', () => {
  it('refuses the one whose turn it is, and no other', async () => {
    const { simulator, ask } = await givenPorts();
    simulator.addFault({ kind: 'refuse', connection: { to: 'recorders', nth: 2 } });

    const heard: unknown[] = [];
    for (let turn = 1; turn <= 3; turn += 1) heard.push(await ask().ended);

    const answered = { bytes: expect.any(Number), code: undefined };
    expect(heard).toEqual([answered, { bytes: 0, code: 'ECONNRESET' }, answered]);
  });

  it.each([
    { kind: 'drop', afterBytes: 40, code: undefined },
    { kind: 'reset', afterBytes: 0, code: 'ECONNRESET' },
  ] as const)('ends it by $kind after so many bytes, whatever they carry', async ({ code, ...fault }) => {
    const { simulator, ask } = await givenPorts();
    simulator.addFault({ ...fault, connection: {} });

    expect(await ask().ended).toEqual({ bytes: fault.afterBytes, code });
    expect((await ask().ended).bytes).toBeGreaterThan(40);
  });

  it('goes silent without a word, stays open, and is let go of once the client leaves', async () => {
    const { simulator, ask, open } = await givenPorts();
    simulator.addFault({ kind: 'stall', afterBytes: 40, connection: {} });
    const { socket, bytes } = ask();
    await expect.poll(bytes).toBe(40);

    // Whoever asks meanwhile is answered, so there was time for more to come.
    await ask().ended;
    expect(bytes()).toBe(40);
    expect(socket.closed).toBe(false);
    expect(open()).toBe(1);
    socket.destroy();
    await expect.poll(open).toBe(0);
  });

  it('lets no more than so many bytes a second pass', async () => {
    const { simulator, ask } = await givenPorts();
    simulator.addFault({ kind: 'slow', bytesPerSecond: 10_000, connection: { to: 2 } });
    const begun = performance.now();

    const { bytes } = await ask().ended;

    const least = (bytes / 10_000 - 0.1) * 1000;
    expect(bytes).toBeGreaterThan(5000);
    expect(performance.now() - begun).toBeGreaterThan(least);
  });

  it('breaks a recorder’s video off in the middle of a GOP', async () => {
    const { simulator, openImages } = await givenPorts();
    const whole = await openImages();
    whole.ask('goto', anHourAgo);
    await expect(whole.image()).resolves.toMatchObject({ bodies: { length: 15 } });

    simulator.addFault({ kind: 'reset', afterBytes: 3000, connection: { to: 1 } });
    const torn = await openImages();
    torn.ask('goto', anHourAgo);

    await expect(torn.image()).rejects.toThrow();
  });

  it.each<FaultInput>([
    { kind: 'reset', afterBytes: 3000, match: { operation: 'video' } },
    { kind: 'drop', afterBytes: 3000, match: { operation: 'video' } },
  ])('is as well one of a call: $kind', async (fault) => {
    const { simulator, openImages } = await givenPorts();
    simulator.addFault(fault);
    const torn = await openImages();
    torn.ask('goto', anHourAgo);

    await expect(torn.image()).rejects.toThrow();
  });

  it('of TLS is refused where none is spoken', async () => {
    const { simulator } = await givenPorts();
    expect(() => simulator.addFault({ kind: 'certificate', connection: {} })).toThrow('TLS is not spoken');
  });
});
