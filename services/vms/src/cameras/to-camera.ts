import { Camera, ImportedCamera } from '@playhead/contracts';
import type { CameraRow } from './cameras.repository.ts';
import { withoutCredentials } from './without-credentials.ts';

type ImportedRow = Pick<
  CameraRow,
  'id' | 'name' | 'milestone_device_id' | 'rtsp_url' | 'ptz_enabled' | 'status' | 'created_at'
>;

/** The row as the API shows it. */
export const toCamera = (row: CameraRow): Camera =>
  Camera.parse({
    id: row.id,
    name: row.name,
    nameAr: row.name_ar,
    source: row.source,
    milestoneDeviceId: row.milestone_device_id,
    recordingServer: row.recording_server,
    rtspUrl: withoutCredentials(row.rtsp_url),
    ptzEnabled: row.ptz_enabled,
    status: row.status,
    lastOnlineAt: row.last_online_at?.toISOString() ?? null,
    location: row.location,
    lastMilestoneSync: row.last_milestone_sync?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  });

/** The answer to an import, spelled as the plan does (§8.1). */
export const toImportedCamera = (row: ImportedRow): ImportedCamera =>
  ImportedCamera.parse({
    id: row.id,
    name: row.name,
    milestone_device_id: row.milestone_device_id,
    rtsp_url: withoutCredentials(row.rtsp_url),
    ptz_enabled: row.ptz_enabled,
    status: row.status,
    created_at: row.created_at.toISOString(),
  });
