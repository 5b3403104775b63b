-- The problem code of the last stop that failed; its words are in error_message. Owned by recording.
ALTER TABLE milestone_recording_sessions
    ADD COLUMN stop_problem VARCHAR(50);
