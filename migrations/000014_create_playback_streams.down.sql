DROP TABLE playback_streams;
