import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LauncherError } from './launcher-error.ts';

/** The files of the keys that one installation keeps. */
export interface KeyFiles {
  /** PKCS 8 in PEM, P-256: signs access tokens (ES256). */
  authPrivate: string;
  /** SPKI in PEM: checks them. */
  authPublic: string;
  /** 32 random bytes in hexadecimal: signs the addresses of playback segments. */
  playbackSigning: string;
}

/**
 * The installation's keys, made at the first start. Only their owner may read the secret ones.
 *
 * @throws LauncherError when a key file holds something else than a key.
 */
export async function ensureKeys(directory: string): Promise<KeyFiles> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const files = {
    authPrivate: join(directory, 'auth-private.pem'),
    authPublic: join(directory, 'auth-public.pem'),
    playbackSigning: join(directory, 'playback-signing.key'),
  };
  const privateKey = await readOrMake(
    files.authPrivate,
    () =>
      generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }).privateKey,
  );
  const publicKey = publicKeyOf(privateKey, files.authPrivate);
  if ((await read(files.authPublic)) !== publicKey) await writeWhole(files.authPublic, publicKey);
  await readOrMake(files.playbackSigning, () => `${randomBytes(32).toString('hex')}\n`);
  return files;
}

function publicKeyOf(privateKey: string, file: string): string {
  try {
    return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  } catch (cause) {
    throw new LauncherError(
      `${file} holds no private key. Put the right one back, or remove it to get a new one.`,
      {
        cause,
      },
    );
  }
}

async function readOrMake(file: string, make: () => string): Promise<string> {
  const present = await read(file);
  if (present !== undefined) return present;
  const made = make();
  await writeWhole(file, made);
  return made;
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new LauncherError(`The key ${file} cannot be read. Let this account read it.`, { cause });
  }
}

/** The file appears complete or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.new`;
  await rm(unfinished, { force: true });
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, file);
}
