import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { loadKongConfig } from '@playhead/kong-admin-client';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { type GatewayOptions, startGateway } from '../start-gateway.ts';

/** What a test started, ended by `endAll` in reverse order. */
export class Started {
  private readonly ends: (() => Promise<unknown>)[] = [];

  add(end: () => Promise<unknown>) {
    this.ends.push(end);
  }

  async endAll() {
    for (const end of this.ends.splice(0).reverse()) await end();
  }
}

/** A service on a free port of this machine. */
export async function givenService(
  started: Started,
  listener: RequestListener,
): Promise<Server & { port: number }> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  started.add(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the service has no port');
  return Object.assign(server, { port: address.port });
}

/** A gateway whose table is `services` (YAML below `services:`) and `plugins` (YAML below the global `plugins:`). */
export async function givenGateway(
  started: Started,
  table: string,
  options: Partial<GatewayOptions> & { publicKey?: string } = {},
) {
  const config = loadKongConfig(`_format_version: "3.0"\n${table}`, {
    PLAYHEAD_JWT_PUBLIC_KEY: options.publicKey ?? '',
  });
  const gateway = await startGateway({ config, host: '127.0.0.1', port: 0, ...options });
  started.add(() => gateway.close());
  return gateway;
}

/** A key pair, and tokens signed with it. */
export async function givenKeys() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const sign = (claims: { iss?: string; exp?: number } = {}) =>
    new SignJWT({ iss: 'playhead', exp: Math.floor(Date.now() / 1000) + 60, ...claims })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
  return { publicKey: await exportSPKI(publicKey), sign };
}
