-- Playback sessions: who plays which camera from where. The playhead is not stored, it follows from anchor, speed and clock.
CREATE TABLE playback_sessions (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    camera_id UUID NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    status VARCHAR(10) NOT NULL CHECK (status IN ('playing', 'paused')),
    anchor_time TIMESTAMPTZ NOT NULL,
    anchored_at TIMESTAMPTZ NOT NULL,
    speed DOUBLE PRECISION NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    expires_at TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (user_id, camera_id)
);

CREATE INDEX idx_playback_sessions_expires_at ON playback_sessions (expires_at);
