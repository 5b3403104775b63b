ALTER TABLE milestone_recording_sessions
    DROP COLUMN reason,
    DROP COLUMN ended_by,
    DROP COLUMN ended_by_user,
    DROP COLUMN longest_seconds,
    DROP COLUMN claimed_by,
    DROP COLUMN last_checked_at;
