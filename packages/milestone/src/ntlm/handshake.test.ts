import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { failureOf, given } from '../testing/given.ts';
import { challenge, NTLM2, TARGET_INFO } from '../testing/ntlm-challenge.ts';
import type { Handler } from '../testing/scripted-vms.ts';
import { asksForNegotiate, negotiation, proof } from './handshake.ts';
import { windowsAccount } from './windows-account.ts';

const account = windowsAccount('SITE\\gateway', 'secret');

describe('a Windows account', () => {
  it.each([
    ['SITE\\gateway', 'SITE', 'gateway'],
    ['gateway', '', 'gateway'],
    ['gateway@site.example', '', 'gateway@site.example'],
  ])('named %s is of domain "%s"', (name, domain, username) => {
    expect(windowsAccount(name, 'secret')).toEqual({ domain, username, password: 'secret' });
  });
});

describe('the NTLM handshake', () => {
  it('answers a challenge that stands among other schemes', () => {
    expect(proof(`Negotiate, ${challenge(NTLM2 | TARGET_INFO)}`, account)).toMatch(/^NTLM TlRMTVNTUAADAAAA/);
    expect(negotiation()).toMatch(/^NTLM TlRMTVNTUAABAAAA/);
  });

  it('goes on within Negotiate where the VMS offers NTLM by that name alone', () => {
    const offer = challenge(NTLM2 | TARGET_INFO).replace('NTLM', 'Negotiate');
    expect(asksForNegotiate('Negotiate')).toBe(true);
    expect(asksForNegotiate('Negotiate, NTLM')).toBe(false);
    expect(asksForNegotiate(offer)).toBe(false);
    expect(proof(offer, account)).toMatch(/^Negotiate TlRMTVNTUAADAAAA/);
    expect(negotiation('Negotiate')).toMatch(/^Negotiate TlRMTVNTUAABAAAA/);
  });

  it.each([
    ['nothing', undefined, /offers no NTLM/],
    ['another scheme', 'Basic realm="vms"', /offers no NTLM/],
    ['a challenge that is none', `NTLM ${Buffer.alloc(60).toString('base64')}`, /can not be read/],
    ['NTLM of the first version', challenge(TARGET_INFO), /older than NTLMv2/],
    ['a challenge without target information', challenge(NTLM2), /older than NTLMv2/],
  ])('refuses %s', (_, header, told) => {
    expect(() => proof(header, account)).toThrow(ProtocolError);
    expect(() => proof(header, account)).toThrow(told);
  });

  it('sends nothing of the password where the VMS does not ask for it', async () => {
    const { client, vms } = await given({ authType: 'ntlm', retryAttempts: 1 });
    const away: Handler = (response) => response.writeHead(503).end();
    vms.once('POST /login/negotiate', away);

    expect(await failureOf(client.login())).toMatchObject({ kind: 'unavailable' });
    expect(vms.calls('POST /login/negotiate')).toHaveLength(1);
  });
});
