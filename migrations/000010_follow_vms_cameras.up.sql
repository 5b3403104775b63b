-- cameras: what the VMS said of each at the last sync (so that a change of ours is told from one of theirs), when it was
-- last seen online, and the folded names that searches look in. A search_key of NULL is filled in by vms.
ALTER TABLE cameras
    ADD COLUMN last_online_at TIMESTAMPTZ,
    ADD COLUMN status_seen_at TIMESTAMPTZ,
    ADD COLUMN milestone_name TEXT,
    ADD COLUMN milestone_enabled BOOLEAN,
    ADD COLUMN search_key TEXT;

-- Whoever remembers which cameras are imported hears of it when that changes.
CREATE FUNCTION notify_cameras_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('playhead_cameras', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER cameras_changed AFTER INSERT OR DELETE ON cameras
    FOR EACH STATEMENT EXECUTE FUNCTION notify_cameras_changed();

-- Owned by vms: whether the VMS answers, by its address. last_contact_by is the instance that reached it last.
CREATE TABLE milestone_contact (
    server VARCHAR(255) PRIMARY KEY,
    reachable BOOLEAN NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    last_contact_at TIMESTAMPTZ,
    last_contact_by UUID,
    -- When the whole list was read last: every camera that is ONLINE was seen so then.
    last_look_at TIMESTAMPTZ,
    detail TEXT
);

ALTER TABLE milestone_sync_history
    ADD COLUMN auto_import BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN source_filter VARCHAR(50),
    ADD COLUMN cameras_done INT NOT NULL DEFAULT 0,
    ADD COLUMN changes JSONB,
    ADD COLUMN error_message TEXT,
    -- Whoever runs the sync holds it until then; after that it is dead.
    ADD COLUMN claimed_until TIMESTAMPTZ;

-- One sync at a time, on any instance.
UPDATE milestone_sync_history SET status = 'failed', completed_at = NOW() WHERE status = 'in_progress';
CREATE UNIQUE INDEX idx_sync_history_running ON milestone_sync_history (status) WHERE status = 'in_progress';

-- Some events are about no camera: the VMS's own state, the progress of a sync.
ALTER TABLE live_events ALTER COLUMN camera_id DROP NOT NULL;
