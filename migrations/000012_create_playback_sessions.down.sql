DROP TABLE playback_sessions;
