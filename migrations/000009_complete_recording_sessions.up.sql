ALTER TABLE milestone_recording_sessions
    ADD COLUMN reason VARCHAR(500),
    -- Who ended it: a person (named beside), its time, or the VMS by itself. Empty while it runs and for failed starts.
    ADD COLUMN ended_by VARCHAR(20) CHECK (ended_by IN ('user', 'timer', 'vms')),
    ADD COLUMN ended_by_user VARCHAR(255),
    -- The duration that this session may be extended to: the VMS was told to hold the recording that long.
    ADD COLUMN longest_seconds INT,
    -- The instance that holds claimed_until; empty where that is only the time of the next try.
    ADD COLUMN claimed_by UUID,
    -- When the VMS was last asked whether it still records this.
    ADD COLUMN last_checked_at TIMESTAMPTZ,
    ADD CHECK (ended_by_user IS NULL OR ended_by = 'user');
