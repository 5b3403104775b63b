import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { anEvent, aRecording, notRecording } from '../../testing/fixtures.ts';
import { type ActiveOnCamera, activeRecordingsKey, recordingStatusKey } from './recording.query.ts';
import { applyRecordingEvent } from './recording-events.ts';
import type { RecordingState } from './recording-state.ts';

const now = Date.parse('2026-03-01T12:05:00Z');
const at = new Date(now).toISOString();
const started = anEvent({ at });
const stopped = anEvent({ type: 'recording_stopped', at, status: notRecording, outcome: 'stopped' });
const camera = started.cameraId;

let queries: QueryClient;
const status = () => queries.getQueryData<RecordingState>(recordingStatusKey(camera));
const active = () => queries.getQueryData<readonly ActiveOnCamera[]>(activeRecordingsKey);

beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData(recordingStatusKey(camera), notRecording);
  queries.setQueryData(activeRecordingsKey, []);
});

describe('a live event', () => {
  it('shows a recording that somebody started', () => {
    applyRecordingEvent(queries, started, now);

    expect(status()).toMatchObject({ isRecording: true, recording: { endsAt: now + 600_000 } });
    expect(active()).toMatchObject([{ cameraId: camera, recordingId: aRecording().recordingId }]);
  });

  it('takes away a recording that ended', () => {
    applyRecordingEvent(queries, started, now);
    applyRecordingEvent(queries, stopped, now + 1);

    expect(status()).toEqual(notRecording);
    expect(active()).toEqual([]);
  });

  it('lists a camera once however often it tells of its progress', () => {
    applyRecordingEvent(queries, started, now);
    applyRecordingEvent(queries, anEvent({ type: 'recording_progress', at }), now);

    expect(active()).toHaveLength(1);
  });

  it('that is old is not believed but asked about', () => {
    applyRecordingEvent(queries, started, now + 60_000);

    expect(status()).toEqual(notRecording);
    expect(queries.getQueryState(recordingStatusKey(camera))?.isInvalidated).toBe(true);
    expect(queries.getQueryState(activeRecordingsKey)?.isInvalidated).toBe(true);
  });
});
