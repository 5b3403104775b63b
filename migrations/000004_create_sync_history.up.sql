-- Owned by vms (plan §7.2).
CREATE TABLE milestone_sync_history (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    sync_type VARCHAR(50) NOT NULL CHECK (sync_type IN ('camera_discovery', 'camera_import', 'full_sync')),
    cameras_discovered INT,
    cameras_imported INT,
    cameras_updated INT,
    errors INT,
    error_details JSONB,
    started_at TIMESTAMPTZ NOT NULL,
    completed_at TIMESTAMPTZ,
    status VARCHAR(50) NOT NULL CHECK (status IN ('in_progress', 'completed', 'failed')),
    initiated_by VARCHAR(255),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE INDEX idx_sync_history_sync_type ON milestone_sync_history (sync_type);
CREATE INDEX idx_sync_history_started_at ON milestone_sync_history (started_at);
