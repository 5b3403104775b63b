-- When the sign-in began that a refresh token descends from: it ends after so long, however often it is renewed.
ALTER TABLE refresh_tokens ADD COLUMN begun_at TIMESTAMPTZ NOT NULL DEFAULT NOW();
