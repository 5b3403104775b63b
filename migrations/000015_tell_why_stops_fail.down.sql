ALTER TABLE milestone_recording_sessions
    DROP COLUMN stop_problem;
