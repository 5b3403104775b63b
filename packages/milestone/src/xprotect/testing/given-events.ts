import { expect } from 'vitest';
import type { MilestoneConfig } from '../../config.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { event } from './scripted-events.ts';
import { CAMERA_ID, deviceStatus, givenXProtect, soap } from './scripted-xprotect.ts';

export const STARTED = 'dd3e6464-7dc0-405a-a92f-6150587563e8';
export const STOPPED = '0ee90664-2924-42a0-a816-4129d0ecabdc';
export const FAILED = 'a334af1c-4b4b-4957-9e5f-ab8ca07feab6';
export const RECORDING = '4577f552-765a-438c-bc7d-e5ff1f754bc3';
export const NOT_RECORDING = '79a94f89-92de-4fca-8a43-5561d407423d';
export const MOTION = '6eb95dd6-7ccc-4bce-99f8-af0d0b582d77';

export const well = [event('s1', CAMERA_ID, STARTED), event('s2', CAMERA_ID, NOT_RECORDING)];
export const anew = (condition: object) => ({
  kind: 'anew',
  cameras: [{ deviceId: CAMERA_ID, ...condition }],
});
export const changed = (condition: object) => ({
  kind: 'changed',
  cameras: [{ deviceId: CAMERA_ID, ...condition }],
});
export const lost = (kind: string) => ({ kind: 'lost', error: expect.objectContaining({ kind }) });

export const PAUSE_MS = 10;
export const LOOK_MS = 5_000;
export const PING_MS = 10_000;

/** Who follows the one camera of a scripted VMS; its first connection is made when it reads. */
export async function givenReader(changes: Partial<MilestoneConfig> = {}, { autoPong = true } = {}) {
  const clock = new FakeClock();
  const config = { retryDelayMs: PAUSE_MS, retryAttempts: 1, ...changes };
  const given = await givenXProtect(config, { clock, random: () => 1, autoPong });
  const { vms, client } = given;
  vms.events.states = well;
  vms.on('GetRecorderStatus', soap('GetRecorderStatus', '<GetRecorderStatusResult />'));
  vms.on('GetCurrentDeviceStatus', deviceStatus('Started'));
  const leaving = new AbortController();
  const news = await client.followCameras({ signal: leaving.signal });
  const reader = news[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => (await reader.next()).value;
  /** Lets it wait for this long. */
  const pause = async (ms: number) => {
    await clock.awaited(ms);
    clock.advance(ms);
  };
  return { ...given, clock, events: vms.events, next, pause, leaving };
}
export type Given = Awaited<ReturnType<typeof givenReader>>;

/** One that has heard how the camera is. */
export async function givenListener(...parameters: Parameters<typeof givenReader>): Promise<Given> {
  const given = await givenReader(...parameters);
  expect(await given.next()).toMatchObject({ kind: 'anew' });
  return given;
}
