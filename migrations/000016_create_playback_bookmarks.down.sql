DROP TABLE playback_bookmarks;
