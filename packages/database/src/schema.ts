import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Json = JSONColumnType<Record<string, unknown>>;
type NullableJson = ColumnType<Record<string, unknown> | null, string | null, string | null>;
type NullableJsonList = ColumnType<unknown[] | null, string | null, string | null>;
type Timestamp = ColumnType<Date, Date | undefined, Date>;

export interface UsersTable {
  id: Generated<string>;
  username: string;
  display_name: string;
  password_hash: string;
  role: 'viewer' | 'investigator' | 'operator' | 'admin';
  demo: Generated<boolean>;
  all_cameras: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface RefreshTokensTable {
  token_hash: string;
  family_id: string;
  user_id: string;
  expires_at: Date;
  used_at: Date | null;
  begun_at: Date;
  created_at: Timestamp;
}

export interface LoginAttemptsTable {
  name_hash: string;
  failures: number;
  blocked_until: Date;
}

export interface CamerasTable {
  id: Generated<string>;
  name: string;
  name_ar: string | null;
  source: Generated<'DUBAI_POLICE' | 'METRO' | 'BUS' | 'OTHER'>;
  rtsp_url: Generated<string>;
  status: 'ONLINE' | 'OFFLINE' | 'ERROR';
  ptz_enabled: Generated<boolean>;
  recording_server: string | null;
  location: NullableJson;
  metadata: NullableJson;
  milestone_device_id: string | null;
  milestone_server: string | null;
  last_milestone_sync: Date | null;
  milestone_metadata: NullableJson;
  last_online_at: Date | null;
  status_seen_at: Date | null;
  milestone_name: string | null;
  milestone_enabled: boolean | null;
  search_key: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export type RecordingSessionState = 'starting' | 'recording' | 'stopping' | 'stopped' | 'failed';

export interface RecordingSessionsTable {
  id: Generated<string>;
  camera_id: string;
  milestone_recording_id: string | null;
  start_time: Date;
  end_time: Date | null;
  stops_at: Date;
  duration_seconds: number;
  triggered_by: string;
  reason: string | null;
  status: RecordingSessionState;
  ended_by: 'user' | 'timer' | 'vms' | null;
  ended_by_user: string | null;
  error_message: string | null;
  longest_seconds: number | null;
  claimed_until: Date | null;
  claimed_by: string | null;
  stop_attempts: Generated<number>;
  stop_problem: string | null;
  last_progress_at: Date | null;
  last_checked_at: Date | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface SyncHistoryTable {
  id: Generated<string>;
  sync_type: 'camera_discovery' | 'camera_import' | 'full_sync';
  cameras_discovered: number | null;
  cameras_imported: number | null;
  cameras_updated: number | null;
  errors: number | null;
  error_details: NullableJsonList;
  started_at: Date;
  completed_at: Date | null;
  status: 'in_progress' | 'completed' | 'failed';
  initiated_by: string | null;
  auto_import: Generated<boolean>;
  source_filter: string | null;
  cameras_done: Generated<number>;
  changes: NullableJsonList;
  error_message: string | null;
  claimed_until: Date | null;
  created_at: Timestamp;
}

export interface MilestoneContactTable {
  server: string;
  reachable: boolean;
  since: Date;
  last_contact_at: Date | null;
  last_contact_by: string | null;
  last_look_at: Date | null;
  detail: string | null;
}

export interface PlaybackCacheTable {
  id: Generated<string>;
  camera_id: string;
  query_hash: string;
  start_time: Date;
  end_time: Date;
  sequence_data: Json;
  cached_at: Timestamp;
  expires_at: Date;
  hit_count: Generated<number>;
}

export interface PlaybackSessionsTable {
  id: Generated<string>;
  user_id: string;
  camera_id: string;
  status: 'playing' | 'paused';
  anchor_time: Date;
  anchored_at: Date;
  speed: number;
  version: Generated<number>;
  expires_at: Date;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface PlaybackInstancesTable {
  id: string;
  url: string;
  started_at: Timestamp;
  seen_at: Timestamp;
}

export interface PlaybackStreamsTable {
  wish: string;
  id: string;
  instance_id: string;
}

interface PlaybackExportsTable {
  id: Generated<string>;
  user_id: string;
  camera_id: string;
  start_time: Date;
  end_time: Date;
  reason: string | null;
  status: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>;
  created_at: Timestamp;
  due_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  expires_at: Date | null;
  attempts: Generated<number>;
  claimed_by: string | null;
  claimed_until: Date | null;
  run_started_at: Date | null;
  run_first_part: Generated<number>;
  folder_id: string | null;
  problem: string | null;
  problem_detail: string | null;
  problem_step: 'reading' | 'joining' | null;
  bytes: ColumnType<string | null, number | null, number | null>;
  sha256: string | null;
  gaps: NullableJsonList;
}

interface PlaybackExportPartsTable {
  export_id: string;
  position: number;
  start_time: Date;
  end_time: Date;
  status: Generated<'queued' | 'running' | 'done' | 'failed'>;
  attempts: Generated<number>;
  reached_at: Date | null;
  pieces: NullableJsonList;
  bytes: ColumnType<string, number | undefined, number>;
}

interface PlaybackExportFoldersTable {
  instance_id: string;
  folder_id: string;
}

export interface PlaybackBookmarksTable {
  id: Generated<string>;
  camera_id: string;
  start_time: Date;
  end_time: Date | null;
  title: string;
  note: string | null;
  search_key: string;
  created_by: string | null;
  created_by_name: string;
  created_at: Date;
  updated_at: Date;
}

export interface LiveEventsTable {
  id: Generated<string>;
  type: string;
  camera_id: string | null;
  payload: Json;
  created_at: Timestamp;
}

export interface CameraAccessTable {
  user_id: string;
  camera_id: string;
}

export interface AuditEntriesTable {
  id: Generated<string>;
  at: Date;
  user_id: string | null;
  username: string;
  action: string;
  camera_id: string | null;
  outcome: 'success' | 'refused' | 'failed';
  source_address: string | null;
  request_id: string | null;
  details: NullableJson;
}

/** Whose turn it is to sign in at the VMS, and what it refused (decision 26). */
interface VmsLoginsTable {
  account: string;
  refusals: Generated<number>;
  reason: string | null;
  refused_at: Date | null;
  retry_at: Date | null;
  claimed_by: string | null;
  claimed_until: Date | null;
}

/** Every table, by its name in PostgreSQL. Each has one writer (design §3). */
export interface Database {
  users: UsersTable;
  refresh_tokens: RefreshTokensTable;
  login_attempts: LoginAttemptsTable;
  cameras: CamerasTable;
  milestone_recording_sessions: RecordingSessionsTable;
  milestone_sync_history: SyncHistoryTable;
  milestone_contact: MilestoneContactTable;
  milestone_playback_cache: PlaybackCacheTable;
  playback_sessions: PlaybackSessionsTable;
  playback_instances: PlaybackInstancesTable;
  playback_streams: PlaybackStreamsTable;
  playback_exports: PlaybackExportsTable;
  playback_export_parts: PlaybackExportPartsTable;
  playback_export_folders: PlaybackExportFoldersTable;
  playback_bookmarks: PlaybackBookmarksTable;
  live_events: LiveEventsTable;
  camera_access: CameraAccessTable;
  audit_entries: AuditEntriesTable;
  vms_logins: VmsLoginsTable;
}
