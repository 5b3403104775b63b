DROP INDEX idx_audit_entries_action;
DROP INDEX idx_audit_entries_username;
DROP INDEX idx_refresh_tokens_user_id;
DROP TABLE login_attempts;
