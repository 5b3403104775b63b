export { type ConnectionOptions, connect } from './connection.ts';
export { MigrationError, migrateToLatest } from './migrator.ts';
export type {
  AuditEntriesTable,
  CameraAccessTable,
  CamerasTable,
  Database,
  LiveEventsTable,
  LoginAttemptsTable,
  PlaybackCacheTable,
  RecordingSessionState,
  RecordingSessionsTable,
  RefreshTokensTable,
  SyncHistoryTable,
  UsersTable,
} from './schema.ts';
