import { onTestFinished } from 'vitest';
import type { CallReport } from '../calls/calls.ts';
import type { MilestoneConfig } from '../config.ts';
import { createMilestoneClient } from '../create-milestone-client.ts';
import { FakeClock } from './fake-clock.ts';
import { json, ScriptedVms } from './scripted-vms.ts';

export const PASSWORD = 'correct horse battery';

export const CAMERA = {
  id: '3772df00-6ea9-4893-b4b3-6aa944f38861',
  name: 'Main Entrance',
  enabled: true,
  recording: true,
  recordingServer: 'Recording Server 1',
  liveStreamUrl: 'rtsp://milestone:7563/live',
  ptzCapabilities: { pan: true, tilt: true, zoom: false },
  metadata: { manufacturer: 'Axis' },
};

export const CAMERAS = '/cameras';
export const RECORDINGS = `${CAMERAS}/${CAMERA.id}/recordings`;

/** A client, the scripted VMS it talks to, and a clock that stands still; all end with the test. */
export async function given(changes: Partial<MilestoneConfig> = {}) {
  const vms = await ScriptedVms.start();
  vms.on(`GET ${CAMERAS}`, json({ cameras: [CAMERA], total: 1 }));
  const clock = new FakeClock();
  const reports: CallReport[] = [];
  const log: string[] = [];
  const config: MilestoneConfig = {
    api: 'rest',
    baseUrl: vms.url,
    username: 'gateway',
    password: PASSWORD,
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 3,
    retryDelayMs: 500,
    requestTimeoutMs: 10_000,
    ...changes,
  };
  const client = createMilestoneClient(config, {
    clock,
    random: () => 1,
    log: (_level, message) => log.push(message),
    onCall: (report) => reports.push(report),
    requestId: () => 'request-1',
  });
  onTestFinished(async () => {
    await client.close();
    await vms.close();
  });
  return { vms, clock, client, reports, log };
}

/** What a promise rejects with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}
