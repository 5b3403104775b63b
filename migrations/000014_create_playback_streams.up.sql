-- Owned by playback: which stream shows what a viewer wished for (camera, time, end, speed, codec), and which instance has
-- it. Unlogged: opening a stream waits for no disk, and one that a crash of PostgreSQL has made forget is begun again.
CREATE UNLOGGED TABLE playback_streams (
    wish TEXT PRIMARY KEY,
    id CHAR(36) NOT NULL UNIQUE,
    instance_id CHAR(12) NOT NULL
);

CREATE INDEX idx_playback_streams_instance_id ON playback_streams (instance_id);
