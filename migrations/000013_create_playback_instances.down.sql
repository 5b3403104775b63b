DROP TABLE playback_instances;
