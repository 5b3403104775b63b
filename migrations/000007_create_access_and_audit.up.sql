-- Owned by console: which cameras a person may see. all_cameras stands for every camera, also those imported later.
ALTER TABLE users ADD COLUMN all_cameras BOOLEAN NOT NULL DEFAULT TRUE;

CREATE TABLE camera_access (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    camera_id UUID NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, camera_id)
);

CREATE INDEX idx_camera_access_camera_id ON camera_access (camera_id);

-- Appended to by every service, never changed: who did what, when, from where, and how it ended. No foreign keys:
-- an entry outlives the account and the camera that it names.
CREATE TABLE audit_entries (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    user_id UUID,
    username VARCHAR(255) NOT NULL,
    action VARCHAR(100) NOT NULL,
    camera_id UUID,
    outcome VARCHAR(20) NOT NULL CHECK (outcome IN ('success', 'refused', 'failed')),
    source_address VARCHAR(100),
    request_id VARCHAR(100),
    details JSONB
);

CREATE INDEX idx_audit_entries_at ON audit_entries (at);
CREATE INDEX idx_audit_entries_camera_id ON audit_entries (camera_id, at);
CREATE INDEX idx_audit_entries_user_id ON audit_entries (user_id, at);
