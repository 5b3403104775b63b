-- Owned by vms: the imported cameras (plan §1, §7.1).
CREATE TABLE cameras (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(255) NOT NULL,
    name_ar VARCHAR(255),
    source VARCHAR(50) NOT NULL DEFAULT 'OTHER' CHECK (source IN ('DUBAI_POLICE', 'METRO', 'BUS', 'OTHER')),
    rtsp_url TEXT NOT NULL DEFAULT '',
    status VARCHAR(20) NOT NULL CHECK (status IN ('ONLINE', 'OFFLINE', 'ERROR')),
    ptz_enabled BOOLEAN NOT NULL DEFAULT FALSE,
    recording_server VARCHAR(255),
    location JSONB,
    metadata JSONB,
    milestone_device_id VARCHAR(255),
    milestone_server VARCHAR(255),
    last_milestone_sync TIMESTAMPTZ,
    milestone_metadata JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

-- One VMS camera is imported once, however many imports race.
CREATE UNIQUE INDEX idx_cameras_milestone_device_id ON cameras (milestone_device_id);
CREATE INDEX idx_cameras_milestone_server ON cameras (milestone_server);
CREATE INDEX idx_cameras_name ON cameras (lower(name), id);
