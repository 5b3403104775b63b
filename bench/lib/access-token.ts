import { generateKeyPairSync, sign } from 'node:crypto';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key pair of the benchmark's own, and an operator's access token signed with it (ES256, one hour). */
export function createAccess(userId: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: userId,
    iss: 'playhead',
    aud: 'playhead-api',
    iat: now,
    exp: now + 3600,
    username: 'bench',
    role: 'operator',
  };
  const signed = `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    token: `${signed}.${signature.toString('base64url')}`,
  };
}
