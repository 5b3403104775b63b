import { CAMERA_ID, soap } from './scripted-xprotect.ts';

export const parent = (id: string) => ({ parent: { type: 'hardware', id } });

/** A camera as the configuration lists it, of the recorder that is there. */
export const camera = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  name: id,
  enabled: true,
  relations: parent('hw-1'),
  ...fields,
});

/** In which the scripted camera recorded. */
export const lastHour = {
  deviceId: CAMERA_ID,
  startTime: new Date('2026-03-01T12:00:00Z'),
  endTime: new Date('2026-03-01T13:00:00Z'),
};

/** Whether the camera records on demand. */
export const isRecording = (is: boolean) =>
  soap(
    'IsManualRecording',
    `<IsManualRecordingResult><ManualRecordingInfo><DeviceId>${CAMERA_ID}</DeviceId><IsManualRecording>${is}</IsManualRecording></ManualRecordingInfo></IsManualRecordingResult>`,
  );

/** How a start ended; 0 is well. */
export const started = (code: number, message = 'Success') =>
  soap(
    'StartManualRecording',
    `<StartManualRecordingResult><ManualRecordingResult><DeviceId>${CAMERA_ID}</DeviceId><ResultCode>${code}</ResultCode><Message>${message}</Message></ManualRecordingResult></StartManualRecordingResult>`,
  );
