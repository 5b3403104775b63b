export { type ConnectionOptions, connect } from './connection.ts';
export { type Listening, listen } from './listen.ts';
export { MigrationError, migrateToLatest } from './migrator.ts';
export type {
  AuditEntriesTable,
  CameraAccessTable,
  CamerasTable,
  Database,
  LiveEventsTable,
  LoginAttemptsTable,
  MilestoneContactTable,
  PlaybackBookmarksTable,
  PlaybackCacheTable,
  PlaybackInstancesTable,
  PlaybackSessionsTable,
  PlaybackStreamsTable,
  RecordingSessionState,
  RecordingSessionsTable,
  RefreshTokensTable,
  SyncHistoryTable,
  UsersTable,
} from './schema.ts';
export { violates } from './violations.ts';
export { DatabaseUnavailableError } from './watched-pool.ts';
