import { describe, expect, it } from 'vitest';
import { aCamera, anEvent, notRecording } from '../../testing/fixtures.ts';
import { actionFailed, isOwnEcho, rememberAction } from './own-actions.ts';

const HOUR = 3_600_000;

const stopped = (cameraId: string, endedBy: { kind: string; username?: string }) =>
  anEvent({
    type: 'recording_stopped',
    cameraId,
    outcome: 'stopped',
    status: {
      isRecording: false,
      lastRecording: {
        recordingId: '00000000-0000-4000-8000-000000000501',
        startTime: '2026-03-01T12:00:00Z',
        endTime: '2026-03-01T12:05:00Z',
        endedBy,
      },
    },
  });

describe('the echo of what this page did', () => {
  it('is known by who did what, however late it comes', () => {
    const { id: cameraId } = aCamera(1);
    rememberAction({ cameraId, kind: 'stop', by: 'noor' });
    expect(isOwnEcho(stopped(cameraId, { kind: 'user', username: 'omar' }))).toBe(false);
    expect(isOwnEcho(stopped(cameraId, { kind: 'vms' }))).toBe(false);
    expect(isOwnEcho(stopped(cameraId, { kind: 'user', username: 'noor' }), Date.now() + HOUR)).toBe(true);
  });

  it('comes once: what the same person does in another browser is told', () => {
    const { id: cameraId } = aCamera(2);
    rememberAction({ cameraId, kind: 'extend', by: 'noor' });
    rememberAction({ cameraId, kind: 'extend', by: 'noor' });
    const extended = anEvent({ type: 'recording_progress', cameraId, extendedBy: 'noor' });

    expect([1, 2, 3].map(() => isOwnEcho(extended))).toEqual([true, true, false]);
  });

  it('is not what happens on another camera', () => {
    rememberAction({ cameraId: aCamera(3).id, kind: 'start', by: 'noor' });

    expect(isOwnEcho(anEvent({ cameraId: aCamera(4).id }))).toBe(false);
    expect(isOwnEcho(anEvent({ cameraId: aCamera(3).id }))).toBe(true);
  });

  it('is the failure of a start that the page shows itself, but not one of later', () => {
    const { id: cameraId } = aCamera(5);
    const failed = anEvent({
      type: 'recording_stopped',
      cameraId,
      outcome: 'failed',
      status: notRecording,
    });
    actionFailed(rememberAction({ cameraId, kind: 'start', by: 'noor' }), 1_000);
    expect(isOwnEcho(failed, 2_000)).toBe(true);
    actionFailed(rememberAction({ cameraId, kind: 'start', by: 'noor' }), 1_000);
    expect(isOwnEcho(failed, 1_000 + HOUR)).toBe(false);
  });
});
