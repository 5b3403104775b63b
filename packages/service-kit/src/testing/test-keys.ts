import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@playhead/contracts';
import { exportPKCS8, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '../auth/token-verifier.ts';

interface TokenWishes {
  /** Seconds from now; negative for a token that has expired. */
  expiresIn?: number;
  username?: string;
  /** Whose token it is; somebody unknown unless given. */
  userId?: string;
}

/** A key pair of the test's own, in files, and tokens signed with it. */
export interface TestKeys {
  directory: string;
  publicKeyFile: string;
  privateKeyFile: string;
  signingKeyFile: string;
  tokenFor(role: Role, wishes?: TokenWishes): Promise<string>;
  remove(): Promise<void>;
}

export async function createTestKeys(now: () => Date = () => new Date()): Promise<TestKeys> {
  const directory = await mkdtemp(join(tmpdir(), 'playhead-keys-'));
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const file = (name: string) => join(directory, name);
  await writeFile(file('public.pem'), await exportSPKI(publicKey));
  await writeFile(file('private.pem'), await exportPKCS8(privateKey), { mode: 0o600 });
  await writeFile(file('signing.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
  return {
    directory,
    publicKeyFile: file('public.pem'),
    privateKeyFile: file('private.pem'),
    signingKeyFile: file('signing.key'),
    tokenFor: (role, { expiresIn = 600, username = role, userId = randomUUID() } = {}) => {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ username, role })
        .setProtectedHeader({ alg: TOKEN_ALGORITHM })
        .setSubject(userId)
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + expiresIn)
        .sign(privateKey);
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
