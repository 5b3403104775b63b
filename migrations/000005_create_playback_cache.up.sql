-- Owned by playback (plan §7.2).
CREATE TABLE milestone_playback_cache (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    camera_id UUID NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    query_hash VARCHAR(64) NOT NULL,
    start_time TIMESTAMPTZ NOT NULL,
    end_time TIMESTAMPTZ NOT NULL,
    sequence_data JSONB NOT NULL,
    cached_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    expires_at TIMESTAMPTZ NOT NULL,
    hit_count INT NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX idx_playback_cache_query_hash ON milestone_playback_cache (query_hash);
CREATE INDEX idx_playback_cache_camera_id ON milestone_playback_cache (camera_id);
CREATE INDEX idx_playback_cache_expires_at ON milestone_playback_cache (expires_at);
