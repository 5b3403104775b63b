import { once } from 'node:events';
import { z } from 'zod';
import { createMilestoneClient } from '../../create-milestone-client.ts';
import { MilestoneError } from '../../errors.ts';

const Watch = z.object({
  baseUrl: z.url(),
  username: z.string(),
  password: z.string(),
  deviceId: z.string(),
});

const report = (seen: object) => process.stdout.write(JSON.stringify(seen));

/**
 * A program of its own, as what Node trusts is settled when it starts: asks by SOAP what was recorded, opens the video
 * of it, and prints what became of it as JSON.
 */
const { deviceId, ...vms } = Watch.parse(JSON.parse(process.argv[2] ?? ''));
const client = createMilestoneClient({
  ...vms,
  api: 'xprotect',
  sessionTimeoutMs: 3_600_000,
  maxConnections: 5,
  retryAttempts: 1,
  retryDelayMs: 10,
  requestTimeoutMs: 20_000,
});
try {
  const range = { startTime: new Date(Date.now() - 3_600_000), endTime: new Date() };
  const { sequences } = await client.querySequences({ deviceId, ...range });
  const startTime = sequences[0]?.startTime ?? range.startTime;
  const { body } = await client.getVideoStream({ deviceId, startTime, speed: 1 });
  const [chunk]: Buffer[] = await once(body, 'data');
  body.destroy();
  report({ sequences: sequences.length, firstByte: chunk?.[0] });
} catch (error) {
  if (!(error instanceof MilestoneError)) throw error;
  report({ kind: error.kind, message: error.message });
} finally {
  await client.close();
}
