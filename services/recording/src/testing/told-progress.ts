import { randomUUID } from 'node:crypto';
import { type ActiveRecording, LiveEvent } from '@playhead/contracts';
import { LIVE_EVENTS_CHANNEL } from '@playhead/service-kit';
import { Client } from 'pg';

/** What the channel tells of a camera's progress, in the order in which it is told. */
export async function listenForProgress(databaseUrl: string, cameraId: string) {
  const client = new Client({ connectionString: databaseUrl });
  const told: ActiveRecording[] = [];
  const waiting = new Map<string, () => void>();
  client.on('notification', ({ payload = '' }) => {
    waiting.get(payload)?.();
    const { data: event } = LiveEvent.safeParse(jsonOrNothing(payload));
    if (event?.type !== 'recording_progress' || event.cameraId !== cameraId) return;
    if (event.status.isRecording) told.push(event.status.recording);
  });
  await client.connect();
  await client.query(`LISTEN ${LIVE_EVENTS_CHANNEL}`);
  return {
    told,
    /** When all that was told before has been heard. */
    settled: () =>
      new Promise<void>((resolve, reject) => {
        const mark = randomUUID();
        waiting.set(mark, resolve);
        client.query('SELECT pg_notify($1, $2)', [LIVE_EVENTS_CHANNEL, mark]).catch(reject);
      }),
    close: () => client.end(),
  };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
