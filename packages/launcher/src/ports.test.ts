import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkPorts } from './ports.ts';

const host = '127.0.0.1';
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The socket has no port.');
  return address.port;
}

async function freePort(): Promise<number> {
  const port = await takenPort();
  const server = servers.pop();
  server?.close();
  return port;
}

describe('the ports', () => {
  it('may all be free, and stay free', async () => {
    const wanted = [{ variable: 'GATEWAY_PORT', port: await freePort(), host }];
    await checkPorts(wanted);
    await checkPorts(wanted);
  });

  it('name the variable of the one that is taken', async () => {
    const port = await takenPort();
    await expect(checkPorts([{ variable: 'VMS_PORT', port, host }])).rejects.toThrow(
      `Port ${port} is taken by another program. Stop that one, or set VMS_PORT to another port.`,
    );
  });

  it('must differ from each other', async () => {
    const wanted = ['CONSOLE_PORT', 'PLAYBACK_PORT'].map((variable) => ({ variable, port: 8080, host }));
    await expect(checkPorts(wanted)).rejects.toThrow(/^CONSOLE_PORT and PLAYBACK_PORT are both 8080/);
  });

  it('say which address cannot be listened on', async () => {
    const wanted = [{ variable: 'GATEWAY_PORT', port: await freePort(), host: '192.0.2.1' }];
    await expect(checkPorts(wanted)).rejects.toThrow(
      /of 192\.0\.2\.1 cannot be listened on \(EADDRNOTAVAIL\)/,
    );
  });
});
