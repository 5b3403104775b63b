-- Owned by playback: the exports that people asked for, and the parts that they are made in. Times of work (due_at, claimed_until,
-- expires_at …) are the database's. folder_id says which folder the files are in; whoever has that folder serves them.
CREATE TABLE playback_exports (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    camera_id UUID NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
    start_time TIMESTAMPTZ NOT NULL,
    end_time TIMESTAMPTZ NOT NULL CHECK (end_time > start_time),
    reason VARCHAR(500),
    status VARCHAR(10) NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- Nobody works on it before.
    due_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    -- When its files are removed.
    expires_at TIMESTAMPTZ,
    -- Tries in a row that came to nothing.
    attempts INT NOT NULL DEFAULT 0,
    claimed_by CHAR(12),
    claimed_until TIMESTAMPTZ,
    -- When the work went on that runs now, and how many parts were done by then: for how long it may still take.
    run_started_at TIMESTAMPTZ,
    run_first_part INT NOT NULL DEFAULT 0,
    folder_id UUID,
    -- What went wrong last: a code of the registry, in words, and at which step.
    problem VARCHAR(50),
    problem_detail TEXT,
    problem_step VARCHAR(10) CHECK (problem_step IN ('reading', 'joining')),
    bytes BIGINT,
    sha256 CHAR(64),
    gaps JSONB
);

CREATE INDEX idx_playback_exports_user_id ON playback_exports (user_id, created_at);
CREATE INDEX idx_playback_exports_camera_id ON playback_exports (camera_id);
CREATE INDEX idx_playback_exports_unfinished ON playback_exports (due_at) WHERE status IN ('queued', 'running');
CREATE INDEX idx_playback_exports_expires_at ON playback_exports (expires_at);

CREATE TABLE playback_export_parts (
    export_id UUID NOT NULL REFERENCES playback_exports (id) ON DELETE CASCADE,
    position INT NOT NULL,
    start_time TIMESTAMPTZ NOT NULL,
    end_time TIMESTAMPTZ NOT NULL,
    status VARCHAR(10) NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed')),
    attempts INT NOT NULL DEFAULT 0,
    -- Where the next part goes on: parts end with a group of pictures, a little after end_time.
    reached_at TIMESTAMPTZ,
    -- The stretches that were recorded, each in a file of its own.
    pieces JSONB,
    bytes BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (export_id, position)
);

-- Which instance of playback has which folder of exports. Unlogged, since each says it again every second.
CREATE UNLOGGED TABLE playback_export_folders (
    instance_id CHAR(12) PRIMARY KEY,
    folder_id UUID NOT NULL
);
