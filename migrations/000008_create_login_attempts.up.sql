-- Owned by console: how often in a row the password of a name was wrong, and until when that name waits. Names that
-- nobody has are counted alike, so that they can't be told apart; stored is a hash, since some type a password there.
CREATE TABLE login_attempts (
    name_hash CHAR(64) PRIMARY KEY,
    failures INTEGER NOT NULL,
    blocked_until TIMESTAMPTZ NOT NULL
);

CREATE INDEX idx_login_attempts_blocked_until ON login_attempts (blocked_until);

-- A new password, role or deletion ends every sign-in of the account.
CREATE INDEX idx_refresh_tokens_user_id ON refresh_tokens (user_id);

-- The trail is read newest first, and by who and what.
CREATE INDEX idx_audit_entries_username ON audit_entries (lower(username), at);
CREATE INDEX idx_audit_entries_action ON audit_entries (action, at);
