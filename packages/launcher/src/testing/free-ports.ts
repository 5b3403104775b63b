import { once } from 'node:events';
import { createServer } from 'node:net';

/** What sets the port of each program that a start without a database of its own brings. */
export const portVariables = [
  'GATEWAY_PORT',
  'CONSOLE_PORT',
  'VMS_PORT',
  'RECORDING_PORT',
  'PLAYBACK_PORT',
  'SIMULATOR_PORT',
] as const;

/** For each variable a port of loopback on which nothing listens now, all different: each is held until all are found. */
export async function freePorts(variables: readonly string[] = portVariables): Promise<Map<string, number>> {
  const servers = variables.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The socket has no port.');
    return address.port;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return new Map(variables.map((variable, index) => [variable, ports[index] ?? 0]));
}

/** The variables that give the programs these ports. */
export const asEnvironment = (ports: ReadonlyMap<string, number>): Record<string, string> =>
  Object.fromEntries([...ports].map(([name, port]) => [name, String(port)]));
