import {
  type ActiveRecording,
  ActiveRecording as ActiveRecordingSchema,
  type Bookmark,
  Bookmark as BookmarkSchema,
  type Camera,
  Camera as CameraSchema,
  type Me,
  Me as MeSchema,
  type MilestoneCamera,
  MilestoneCamera as MilestoneCameraSchema,
  type RecordingEvent,
  RecordingEvent as RecordingEventSchema,
  type RecordingStatus,
  type Role,
} from '@playhead/contracts';

const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const NOON = '2026-03-01T12:00:00Z';

export const aCamera = (number = 1, change: Partial<Record<keyof Camera, unknown>> = {}): Camera =>
  CameraSchema.parse({
    id: guid(number),
    name: `Gate ${number}`,
    nameAr: null,
    source: 'METRO',
    milestoneDeviceId: guid(1000 + number),
    recordingServer: 'Recording Server 1',
    rtspUrl: 'rtsp://vms/1',
    ptzEnabled: false,
    status: 'ONLINE',
    location: null,
    lastMilestoneSync: NOON,
    createdAt: NOON,
    updatedAt: NOON,
    ...change,
  });

export const aMilestoneCamera = (
  number = 1,
  change: Partial<Record<keyof MilestoneCamera, unknown>> = {},
): MilestoneCamera =>
  MilestoneCameraSchema.parse({
    id: guid(1000 + number),
    name: `Gate ${number}`,
    enabled: true,
    recording: true,
    ptzEnabled: false,
    recordingServer: 'Recording Server 1',
    imported: false,
    liveStreamUrl: 'rtsp://vms/1',
    ...change,
  });

export const aPerson = (role: Role): Me =>
  MeSchema.parse({ id: guid(1), username: role, displayName: `The ${role}`, role });

export const aRecording = (change: Partial<Record<keyof ActiveRecording, unknown>> = {}): ActiveRecording =>
  ActiveRecordingSchema.parse({
    recordingId: guid(501),
    startTime: NOON,
    elapsedSeconds: 300,
    remainingSeconds: 600,
    durationSeconds: 900,
    status: 'recording',
    triggeredBy: 'noor',
    ...change,
  });

/** By the account of `aPerson`. */
export const aBookmark = (number = 1, change: Partial<Record<keyof Bookmark, unknown>> = {}): Bookmark =>
  BookmarkSchema.parse({
    id: guid(2000 + number),
    cameraId: guid(1),
    startTime: NOON,
    endTime: null,
    title: `Bookmark ${number}`,
    note: null,
    createdBy: { userId: guid(1), username: 'noor' },
    createdAt: NOON,
    updatedAt: NOON,
    ...change,
  });

export const recordingNow = (
  change: Partial<Record<keyof ActiveRecording, unknown>> = {},
): RecordingStatus => ({
  isRecording: true,
  recording: aRecording(change),
});

export const notRecording: RecordingStatus = { isRecording: false };

export const anEvent = (change: Record<string, unknown> = {}): RecordingEvent =>
  RecordingEventSchema.parse({
    type: 'recording_started',
    id: 'event-1',
    at: new Date().toISOString(),
    cameraId: guid(1),
    status: recordingNow(),
    ...change,
  });
