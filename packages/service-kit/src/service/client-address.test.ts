import { describe, expect, it } from 'vitest';
import { clientAddressOf } from './client-address.ts';

const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  clientAddressOf({ headers, socket: { remoteAddress } });

describe('the address of a client', () => {
  it.each(['127.0.0.1', '::1', '::ffff:10.1.2.3', '172.20.0.4', '192.168.7.1', 'fd00::7'])(
    'is what a gateway at %s says',
    (gateway) => {
      expect(from(gateway, { 'x-real-ip': '203.0.113.9' })).toBe('203.0.113.9');
    },
  );

  it('is not what the client claims in front of the gateway', () => {
    const headers = { 'x-real-ip': '192.168.1.20', 'x-forwarded-for': '1.2.3.4, 192.168.1.20' };

    expect(from('127.0.0.1', headers)).toBe('192.168.1.20');
  });

  it.each(['203.0.113.50', '2001:db8::1'])('is the caller’s own when %s is no gateway', (caller) => {
    expect(from(caller, { 'x-real-ip': '10.0.0.1' })).toBe(caller);
  });

  it('is the peer’s where the gateway says nothing, or nonsense', () => {
    expect(from('::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(from('127.0.0.1', { 'x-real-ip': '<script>' })).toBe('127.0.0.1');
    expect(from(undefined)).toBe('');
  });
});
