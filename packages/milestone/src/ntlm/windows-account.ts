/** A Windows account as NTLM names it. */
export interface WindowsAccount {
  domain: string;
  username: string;
  password: string;
}

/** Reads `DOMAIN\user`; a name without a domain, or `user@domain`, leaves it to the VMS which domain is meant. */
export function windowsAccount(name: string, password: string): WindowsAccount {
  const [, domain = '', username = name] = /^([^\\]+)\\(.+)$/.exec(name) ?? [];
  return { domain, username, password };
}
