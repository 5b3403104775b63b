import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { loadKongConfig } from '@playhead/kong-admin-client';
import { exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { z } from 'zod';
import { type GatewayOptions, startGateway } from '../start-gateway.ts';

const Address = z.object({ port: z.number() });

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
  return Object.assign(server, Address.parse(server.address()));
}

interface Table {
  services: object[];
  plugins?: object[];
  consumers?: object[];
}

/** A gateway with this routing table, on a free port. */
export async function givenGateway(started: Started, table: Table, options: Partial<GatewayOptions> = {}) {
  const config = loadKongConfig(JSON.stringify({ _format_version: '3.0', ...table }), {});
  const gateway = await startGateway({ config, host: '127.0.0.1', port: 0, ...options });
  started.add(() => gateway.close());
  return gateway;
}

/** A service of a routing table that takes every path, unchanged. */
export const toPort = (port: number, service: object = {}, route: object = {}) => ({
  name: 'vms',
  url: `http://127.0.0.1:${port}`,
  routes: [{ name: 'everything', paths: ['/'], strip_path: false, ...route }],
  ...service,
});

/** A key pair of an issuer, as a consumer of the table, and tokens signed with it. */
export async function givenIssuer(issuer = 'playhead') {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const pem = await exportSPKI(publicKey);
  const lasting = () => ({ iss: issuer, exp: Math.floor(Date.now() / 1000) + 60 });
  const sign = (claims: JWTPayload = lasting()) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  const secret = { key: issuer, algorithm: 'ES256', rsa_public_key: pem };
  return { pem, sign, consumer: { username: issuer, jwt_secrets: [secret] } };
}
