// Makes the keys of an installation, once: what is there already stays, so that sign-ins survive an update.
//
//   /keys/signing/auth-private.pem   signs access tokens (ES256); only console may read it
//   /keys/public/auth-public.pem     checks them; console, the other services and Kong read it
//   /keys/playback/segments.key      signs the addresses of playback segments; only playback reads it
//
// To change the keys, remove the volumes with them: everybody has to sign in again.
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const files = {
  signing: '/keys/signing/auth-private.pem',
  checking: '/keys/public/auth-public.pem',
  segments: '/keys/playback/segments.key',
};

/** Whole or not at all, and readable for the owner only unless the key is public. */
function write(/** @type {string} */ file, /** @type {string} */ text, mode = 0o400) {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}

if (!existsSync(files.signing)) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  write(files.signing, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}
const publicKey = createPublicKey(readFileSync(files.signing, 'utf8'));
write(files.checking, publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o444);
if (!existsSync(files.segments)) write(files.segments, `${randomBytes(32).toString('hex')}\n`);
process.stdout.write('The keys are there.\n');
