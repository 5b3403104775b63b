ALTER TABLE refresh_tokens DROP COLUMN begun_at;
