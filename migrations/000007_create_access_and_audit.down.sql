DROP TABLE audit_entries;
DROP TABLE camera_access;
ALTER TABLE users DROP COLUMN all_cameras;
