import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureKeys } from './keys.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-keys-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const read = (path: string) => readFile(path, 'utf8');

describe('the keys of an installation', () => {
  it('are a pair for ES256 and 32 random bytes', async () => {
    const files = await ensureKeys(join(folder, 'keys'));
    const privateKey = createPrivateKey(await read(files.authPrivate));
    expect(privateKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    const signature = sign('sha256', Buffer.from('token'), privateKey);
    const publicKey = createPublicKey(await read(files.authPublic));
    expect(verify('sha256', Buffer.from('token'), publicKey, signature)).toBe(true);
    expect(await read(files.playbackSigning)).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('are readable by their owner only', async () => {
    const { authPrivate, playbackSigning } = await ensureKeys(join(folder, 'keys'));
    for (const path of [authPrivate, playbackSigning]) expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
  });

  it('stay the same from start to start', async () => {
    const files = await ensureKeys(folder);
    const before = await Promise.all(Object.values(files).map(read));
    await ensureKeys(folder);
    expect(await Promise.all(Object.values(files).map(read))).toEqual(before);
  });

  it('always have the public key that belongs to the private one', async () => {
    const { authPublic } = await ensureKeys(folder);
    const right = await read(authPublic);
    await writeFile(authPublic, 'another key');
    await ensureKeys(folder);
    expect(await read(authPublic)).toBe(right);
  });

  it('are not replaced when the file holds no key', async () => {
    const { authPrivate } = await ensureKeys(folder);
    await writeFile(authPrivate, 'scrambled');
    await expect(ensureKeys(folder)).rejects.toThrow(/auth-private\.pem holds no private key/);
    expect(await read(authPrivate)).toBe('scrambled');
  });
});
