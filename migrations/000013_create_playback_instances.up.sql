-- Owned by playback: which instances of it there are, and where they are reached. Unlogged, since a crash of PostgreSQL may
-- forget them: each says every two seconds that it is there.
CREATE UNLOGGED TABLE playback_instances (
    id CHAR(12) PRIMARY KEY,
    url TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    seen_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
