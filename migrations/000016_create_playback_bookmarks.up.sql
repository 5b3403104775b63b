-- Owned by playback: moments and stretches of a camera's footage that people marked for each other. Without end_time it is a
-- moment. created_by_name outlives the account; search_key holds the folded texts that searches look in.
CREATE TABLE playback_bookmarks (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    camera_id UUID NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    start_time TIMESTAMPTZ NOT NULL,
    end_time TIMESTAMPTZ,
    title VARCHAR(200) NOT NULL,
    note VARCHAR(2000),
    search_key TEXT NOT NULL,
    created_by UUID REFERENCES users (id) ON DELETE SET NULL,
    created_by_name VARCHAR(255) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    -- A day at most: who looks for what touches a range need not look further back than that.
    CHECK (end_time > start_time AND end_time <= start_time + INTERVAL '24 hours')
);

CREATE INDEX idx_playback_bookmarks_camera_id ON playback_bookmarks (camera_id, start_time, id);
CREATE INDEX idx_playback_bookmarks_start_time ON playback_bookmarks (start_time, id);
CREATE INDEX idx_playback_bookmarks_created_by ON playback_bookmarks (created_by);
