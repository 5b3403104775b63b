import type { MilestoneClient, VmsCamera } from '../milestone-client.ts';

const DAY_MS = 86_400_000;

export const lastDay = () => ({ startTime: new Date(Date.now() - DAY_MS), endTime: new Date() });

/** Of the simulator: the cameras that can record and do not, with footage of the last day, and a moment in it. */
export async function* camerasWithFootage(
  client: MilestoneClient,
): AsyncGenerator<{ camera: VmsCamera; from: Date }, undefined> {
  const { cameras } = await client.listCameras({ limit: 100, offset: 0, enabled: true });
  for (const camera of cameras) {
    const { sequences } = await client.querySequences({ deviceId: camera.deviceId, ...lastDay() });
    const long = sequences.find((s) => s.endTime.getTime() - s.startTime.getTime() > 60_000);
    const status = await client.getRecordingStatus(camera.deviceId);
    if (long && !status.isRecording) yield { camera, from: new Date(long.startTime.getTime() + 10_000) };
  }
}

/** The first of them. */
export async function cameraWithFootage(client: MilestoneClient): Promise<{ camera: VmsCamera; from: Date }> {
  for await (const found of camerasWithFootage(client)) return found;
  throw new Error('The simulator has no footage of the last day.');
}
