import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, startSimulator } from '@playhead/milestone-simulator';
import { build } from 'rolldown';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import bundle from '../../../../rolldown.config.mjs';

const modules = join(import.meta.dirname, '../../node_modules');
const program = fileURLToPath(new URL('./testing/watch-program.ts', import.meta.url));
const here = { type: 7, ip: '127.0.0.1' } as const;
const elsewhere = { type: 2, value: 'recorder.example' } as const;

let folder: string;
beforeAll(async () => {
  await mkdir(modules, { recursive: true });
  folder = await mkdtemp(join(modules, '.tls-'));
  await build({
    input: program,
    platform: 'node',
    external: bundle.external,
    tsconfig: bundle.tsconfig,
    output: { file: join(folder, 'watch.mjs') },
    logLevel: 'warn',
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** A VMS whose recorders have a certificate for this name, and what a program sees that watches a camera there. */
async function givenVms(name: typeof here | typeof elsewhere) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Recorder' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [name] }],
  });
  const simulator = await startSimulator({ xprotect: {}, tls: { key, cert } });
  onTestFinished(() => simulator.close());
  const issuer = join(folder, 'issuer.pem');
  await writeFile(issuer, cert);
  const deviceId = simulator.state().cameras[0]?.id;
  const account = { username: DEFAULT_USERNAME, password: DEFAULT_PASSWORD };
  const watch = async (env: Record<string, string>): Promise<unknown> => {
    const order = JSON.stringify({ baseUrl: simulator.url, ...account, deviceId });
    const asked = [join(folder, 'watch.mjs'), order];
    const { stdout } = await promisify(execFile)(process.execPath, asked, { env });
    return JSON.parse(stdout);
  };
  return { watch, trusting: { NODE_EXTRA_CA_CERTS: issuer } };
}

describe('a recorder that speaks TLS', () => {
  it('is asked by SOAP and shows video, once Node is given its issuer by NODE_EXTRA_CA_CERTS', async () => {
    const { watch, trusting } = await givenVms(here);
    expect(await watch(trusting)).toEqual({ sequences: expect.any(Number), firstByte: 0x47 });
  });

  it('that nobody vouches for is refused with the way to trust it', async () => {
    const { watch } = await givenVms(here);
    expect(await watch({})).toEqual({
      kind: 'unavailable',
      message: expect.stringMatching(/not accepted \(DEPTH_ZERO_SELF_SIGNED_CERT\).*NODE_EXTRA_CA_CERTS/),
    });
  });

  it('with a certificate for another name is refused, and told which name it must have', async () => {
    const { watch, trusting } = await givenVms(elsewhere);
    expect(await watch(trusting)).toEqual({
      kind: 'unavailable',
      message: expect.stringMatching(/is for another name \(.*\)\. Give it one that names 127\.0\.0\.1/),
    });
  });
});
