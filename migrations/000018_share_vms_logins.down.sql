DROP TABLE vms_logins;
