DROP TABLE milestone_sync_history;
