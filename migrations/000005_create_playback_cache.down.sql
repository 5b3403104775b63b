DROP TABLE milestone_playback_cache;
