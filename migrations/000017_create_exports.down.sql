DROP TABLE playback_export_folders;
DROP TABLE playback_export_parts;
DROP TABLE playback_exports;
