DELETE FROM live_events WHERE camera_id IS NULL;
ALTER TABLE live_events ALTER COLUMN camera_id SET NOT NULL;
DROP INDEX idx_sync_history_running;
ALTER TABLE milestone_sync_history
    DROP COLUMN auto_import,
    DROP COLUMN source_filter,
    DROP COLUMN cameras_done,
    DROP COLUMN changes,
    DROP COLUMN error_message,
    DROP COLUMN claimed_until;
DROP TABLE milestone_contact;
DROP TRIGGER cameras_changed ON cameras;
DROP FUNCTION notify_cameras_changed();
ALTER TABLE cameras
    DROP COLUMN last_online_at,
    DROP COLUMN status_seen_at,
    DROP COLUMN milestone_name,
    DROP COLUMN milestone_enabled,
    DROP COLUMN search_key;
