import type { VmsCamera } from '@playhead/milestone';
import { describe, expect, it } from 'vitest';
import { compareCamera, type SyncedRow } from './compare-camera.ts';

const device: VmsCamera = {
  deviceId: 'device-1',
  name: 'Gate',
  enabled: true,
  recording: false,
  recordingServer: 'Server 1',
  liveStreamUrl: 'rtsp://vms/1',
  ptz: { pan: false, tilt: false, zoom: false },
  metadata: {},
};
const row: SyncedRow = {
  id: '00000000-0000-4000-8000-000000000001',
  milestone_device_id: 'device-1',
  name: 'Gate',
  name_ar: null,
  milestone_name: 'Gate',
  milestone_enabled: true,
  recording_server: 'Server 1',
  rtsp_url: 'rtsp://vms/1',
  ptz_enabled: false,
};
const kinds = (before: Partial<SyncedRow>, now: Partial<VmsCamera>) => {
  const { changes, newName } = compareCamera({ ...row, ...before }, { ...device, ...now });
  return [changes.map(({ kind }) => kind), newName];
};

describe('a camera compared with the VMS', () => {
  it.each<[string, Partial<SyncedRow>, Partial<VmsCamera>, string[], string?]>([
    ['the same', {}, {}, []],
    ['renamed there', {}, { name: 'North gate' }, ['renamed'], 'North gate'],
    ['renamed there and here', { name: 'Our gate' }, { name: 'North gate' }, ['name-differs']],
    ['renamed here only', { name: 'Our gate' }, {}, []],
    ['renamed there to our name', { name: 'Our gate' }, { name: 'Our gate' }, []],
    ['never synced, with a name of ours', { name: 'Our gate', milestone_name: null }, {}, ['name-differs']],
    ['never synced, with their name', { milestone_name: null }, {}, []],
    ['moved', {}, { recordingServer: 'Server 2' }, ['moved']],
    ['disabled', {}, { enabled: false }, ['disabled']],
    ['enabled', { milestone_enabled: false }, {}, ['enabled']],
    ['never synced and disabled', { milestone_enabled: null }, { enabled: false }, []],
    ['with another live stream', {}, { liveStreamUrl: 'rtsp://vms/2' }, ['details']],
    ['with PTZ', {}, { ptz: { pan: true, tilt: false, zoom: false } }, ['details']],
    [
      'all at once',
      {},
      { name: 'X', recordingServer: 'Y', enabled: false },
      ['renamed', 'moved', 'disabled'],
      'X',
    ],
  ])('that is %s', (_, before, now, changes, newName) => {
    expect(kinds(before, now)).toEqual([changes, newName]);
  });

  it('is reported as vanished when the VMS has it no more', () => {
    expect(compareCamera(row, undefined)).toEqual({
      changes: [{ kind: 'vanished', milestoneDeviceId: 'device-1', cameraId: row.id, name: 'Gate' }],
    });
  });

  it('that got a name longer than names are here follows it once', () => {
    const name = 'x'.repeat(300);
    const newName = 'x'.repeat(255);

    expect(kinds({}, { name })).toEqual([['renamed'], newName]);
    expect(kinds({ name: newName, milestone_name: name }, { name })).toEqual([[], undefined]);
  });
});
