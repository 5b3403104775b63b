-- Owned by recording (plan §7.2, design §5). `starting` rows have no VMS id yet, so milestone_recording_id may be null.
CREATE TABLE milestone_recording_sessions (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    camera_id UUID NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    milestone_recording_id VARCHAR(255),
    start_time TIMESTAMPTZ NOT NULL,
    end_time TIMESTAMPTZ,
    stops_at TIMESTAMPTZ NOT NULL,
    duration_seconds INT NOT NULL CHECK (duration_seconds BETWEEN 1 AND 7200),
    triggered_by VARCHAR(255) NOT NULL,
    status VARCHAR(50) NOT NULL CHECK (status IN ('starting', 'recording', 'stopping', 'stopped', 'failed')),
    error_message TEXT,
    -- Whoever works on the row holds it until claimed_until; after that another instance may take it over.
    claimed_until TIMESTAMPTZ,
    stop_attempts INT NOT NULL DEFAULT 0,
    last_progress_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CHECK (status NOT IN ('recording', 'stopped') OR milestone_recording_id IS NOT NULL),
    CHECK ((status IN ('stopped', 'failed')) = (end_time IS NOT NULL))
);

-- One active session per camera: this index decides the race between two starts, on any instance.
CREATE UNIQUE INDEX idx_recording_sessions_active ON milestone_recording_sessions (camera_id)
    WHERE status IN ('starting', 'recording', 'stopping');
CREATE INDEX idx_recording_sessions_camera_id ON milestone_recording_sessions (camera_id, start_time DESC);
CREATE INDEX idx_recording_sessions_status ON milestone_recording_sessions (status);
CREATE INDEX idx_recording_sessions_start_time ON milestone_recording_sessions (start_time);
