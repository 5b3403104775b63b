import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { MilestoneConfig } from '../config.ts';
import { createMilestoneClient } from '../create-milestone-client.ts';
import type { MilestoneDialect } from '../milestone-client.ts';
import { xml } from '../xprotect/testing/image-server-bytes.ts';
import { CAMERA_ID, json, ScriptedXProtect } from '../xprotect/testing/scripted-xprotect.ts';
import { CAMERA, CAMERAS } from './given.ts';
import { json as restJson, ScriptedVms } from './scripted-vms.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const account = { username: 'gateway', password: 'correct horse' };
const page = { limit: 10, offset: 0 };
const CONNECTED = xml({ methodname: 'connect', connected: 'yes', errorreason: 'Success' });

/** Footage without an end; the pieces of which it consists are handed out again and again, and never copied. */
export interface Footage {
  rest: readonly Buffer[];
  /** An answer of the ImageServer, of so many seconds after noon. */
  xprotect: (current: number, next: number) => readonly Buffer[];
}

/** A VMS with endless footage of one camera, and a client that has logged in to it; both end with the test. */
export async function givenFootage(
  api: MilestoneDialect,
  footage: Footage,
  /** The address at which the client finds it; its own unless given. */
  entranceTo: (url: string) => Promise<string> = async (url) => url,
) {
  const vms = await (api === 'rest' ? restVms(footage) : xprotectVms(footage));
  const baseUrl = await entranceTo(vms.url);
  vms.setAddress(baseUrl);
  const config: MilestoneConfig = {
    api,
    baseUrl,
    ...account,
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 1,
    retryDelayMs: 10,
    requestTimeoutMs: 20_000,
  };
  const client = createMilestoneClient(config);
  onTestFinished(async () => {
    await client.close();
    await vms.close();
  });
  const { deviceId } = vms;
  await client.listCameras(page);
  // Makes the connection to the recorder that later questions share.
  if (api === 'xprotect') {
    await client.querySequences({ deviceId, startTime: new Date(NOON), endTime: new Date(NOON + 1000) });
  }
  const open = (signal?: AbortSignal) =>
    client.getVideoStream({ deviceId, startTime: new Date(NOON), speed: 1 }, { signal });
  return { client, open, vms };
}

async function restVms({ rest }: Footage) {
  const vms = await ScriptedVms.start();
  const route = `GET ${CAMERAS}/${CAMERA.id}/video`;
  vms.on(`GET ${CAMERAS}`, restJson({ cameras: [CAMERA], total: 1 }));
  vms.on(route, (response) => {
    response.writeHead(200, { 'Content-Type': 'video/mp2t' });
    writeForEver(response, rest);
  });
  return {
    deviceId: CAMERA.id,
    url: vms.url,
    setAddress: () => undefined,
    /** From now on it shows nothing. */
    fallSilent: () => vms.on(route, () => undefined),
    wasAskedForVideo: () => vms.calls(route).length > 0,
    close: () => vms.close(),
  };
}

function writeForEver(response: ServerResponse, pieces: readonly Buffer[]): void {
  while (!response.destroyed) {
    const isFull = pieces.map((piece) => response.write(piece)).includes(false);
    if (!isFull) continue;
    response.once('drain', () => writeForEver(response, pieces));
    return;
  }
}

async function xprotectVms({ xprotect }: Footage) {
  const vms = await ScriptedXProtect.start();
  let second = 0;
  vms.images = (method) => {
    if (method === 'connect') return CONNECTED;
    second += 1;
    return xprotect(NOON + second * 1000, NOON + (second + 1) * 1000);
  };
  const setAddress = (webServerUri: string) =>
    vms.on('recordingServers', json({ array: [{ id: 'rs-1', name: 'Recorder', webServerUri }] }));
  return {
    deviceId: CAMERA_ID,
    url: vms.url,
    setAddress: (url: string) => setAddress(`${url}/`),
    fallSilent: () => {
      vms.images = (method) => (method === 'connect' ? CONNECTED : undefined);
    },
    wasAskedForVideo: () => vms.calls('images goto').length > 0,
    close: () => vms.close(),
  };
}
