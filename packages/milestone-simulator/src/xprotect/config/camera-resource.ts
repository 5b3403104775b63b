import type { Camera } from '../../cameras/camera.ts';
import { SECOND } from '../../history/slots.ts';
import { PREBUFFER_MS } from '../../history/stretch.ts';
import { hardwareIdOf, type RecordingServer, storageIdOf } from '../recording-servers.ts';
import type { VersionProfile } from '../version.ts';

export interface CameraFacts {
  profile: VersionProfile;
  server: RecordingServer;
  /** `undefined` where a manual recording has no limit. */
  timeoutMinutes: number | undefined;
}

/** A camera as the configuration API describes it (protocol reference §2.3): no state, no stream address. */
export function cameraResource(camera: Camera, { profile, server, timeoutMinutes }: CameraFacts) {
  const fraction = (value: number) => (profile.fractionsAreTexts ? String(value) : value);
  const { latitude, longitude } = camera.location;
  return {
    id: camera.id,
    name: camera.name,
    displayName: camera.name,
    shortName: '',
    description: camera.nameAr,
    enabled: camera.disabledSince === undefined,
    channel: 0,
    createdDate: '2024-01-01T00:00:00.0000000Z',
    lastModified: '2024-06-01T09:24:58.9130000Z',
    gisPoint: `POINT (${longitude} ${latitude})`,
    icon: 0,
    coverageDirection: fraction(0.6),
    coverageDepth: fraction(33),
    coverageFieldOfView: fraction(1),
    ...(profile.tellsPtz && { ptzEnabled: camera.ptz }),
    recordingEnabled: !camera.isRecordingDisabled,
    recordingFramerate: fraction(15),
    recordKeyframesOnly: false,
    recordOnRelatedDevices: true,
    prebufferEnabled: true,
    prebufferInMemory: true,
    prebufferSeconds: PREBUFFER_MS / SECOND,
    manualRecordingTimeoutEnabled: timeoutMinutes !== undefined,
    manualRecordingTimeoutMinutes: timeoutMinutes ?? 5,
    edgeStorageEnabled: false,
    edgeStoragePlaybackEnabled: false,
    failoverSetting: 'FullSupport',
    recordingStorage: { type: 'storages', id: storageIdOf(server) },
    relations: {
      parent: { type: 'hardware', id: hardwareIdOf(camera.id) },
      self: { type: 'cameras', id: camera.id },
    },
  };
}

/** What the release lets one do to a camera (protocol reference §2.8). */
export function cameraTasks({ hasCameraTasks }: VersionProfile) {
  const recording = [
    { id: 'StartRecording', displayName: 'Start recording' },
    { id: 'StopRecording', displayName: 'Stop recording' },
    { id: 'GetSequences', displayName: 'Get sequences' },
    { id: 'JpegGetLive', displayName: 'Get live JPEG' },
  ];
  return [
    { id: 'ChangeDeviceRecordingStorage', displayName: 'Change recording storage' },
    ...(hasCameraTasks ? recording : []),
  ];
}
