import { startStack } from '@playhead/launcher/testing/stack';
import { z } from 'zod';
import { build } from '../../lib/program.ts';
import { root } from '../../lib/root.ts';
import { type Answer, get, post } from '../http.ts';

/** Of the demo's accounts. */
const PASSWORD = 'playhead-demo';

const Grant = z.object({ accessToken: z.string(), refreshToken: z.string() });
const Devices = z.object({
  cameras: z.array(z.object({ id: z.string(), name: z.string(), enabled: z.boolean() })),
});
const Imported = z.object({ id: z.string() });

/** The whole product over a VMS with prepared footage, and a camera in it that has recorded day and night. */
export interface Product {
  url: string;
  cameraId: string;
  /** An investigator's access token. */
  token: string;
  /** With it a page signs itself in. */
  refreshToken: string;
  stop(): Promise<void>;
}

export async function startProduct(simulator: Record<string, string>): Promise<Product> {
  await build('.');
  const { url, stop } = await startStack(root, simulator);
  try {
    const [cameraId = ''] = await importCameras(url, [1]);
    const { accessToken, refreshToken } = await signIn(url, 'investigator');
    return { url, cameraId, token: accessToken, refreshToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Imports the VMS cameras with these numbers, as far as they are there and enabled, and tells their ids. */
export async function importCameras(url: string, numbers: readonly number[]): Promise<string[]> {
  const { accessToken } = await signIn(url, 'operator');
  const listed = await get(`${url}/api/v1/milestone/cameras?limit=50`, accessToken);
  const devices = parse(Devices, listed).cameras;
  const ids: string[] = [];
  for (const number of numbers) {
    const name = `Camera ${String(number).padStart(2, '0')}`;
    const device = devices.find((one) => one.enabled && one.name.startsWith(name));
    if (device === undefined) continue;
    const body = { milestoneDeviceId: device.id };
    const imported = await post(`${url}/api/v1/cameras/import`, accessToken, body);
    ids.push(parse(Imported, imported).id);
  }
  return ids;
}

const signIn = async (url: string, username: string) =>
  parse(Grant, await post(`${url}/api/v1/auth/login`, undefined, { username, password: PASSWORD }));

/** @throws Error when the answer is none. */
function parse<T>(schema: z.ZodType<T>, { status, body }: Answer): T {
  if (status < 200 || status > 299) throw new Error(`${status} ${body}`);
  return schema.parse(JSON.parse(body.toString()));
}
