-- Shared by the services that speak to the VMS: who tries the account's password now, and until when nobody does since the VMS
-- refused it, as XProtect locks accounts. A row for each address, user and password, known by a slow hash of the three; none
-- while the VMS takes it. Times are the database's.
CREATE TABLE vms_logins (
    account CHAR(64) PRIMARY KEY,
    -- How often in a row it was refused, and why last.
    refusals INT NOT NULL DEFAULT 0,
    reason TEXT,
    refused_at TIMESTAMPTZ,
    retry_at TIMESTAMPTZ,
    claimed_by UUID,
    claimed_until TIMESTAMPTZ
);
