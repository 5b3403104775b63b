import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Where a gateway may stand: on this machine, or in the private network that the services share with it. */
const gateways = new BlockList();
gateways.addSubnet('127.0.0.0', 8);
gateways.addSubnet('10.0.0.0', 8);
gateways.addSubnet('172.16.0.0', 12);
gateways.addSubnet('192.168.0.0', 16);
gateways.addSubnet('169.254.0.0', 16);
gateways.addAddress('::1', 'ipv6');
gateways.addSubnet('fc00::', 7, 'ipv6');
gateways.addSubnet('fe80::', 10, 'ipv6');

/**
 * The address of the client. The gateway, and Kong likewise, always writes `X-Real-IP` itself; `X-Forwarded-For` begins
 * with whatever the client claimed, and a client in a private network looks as trustworthy as a gateway there.
 */
export function clientAddressOf({
  headers,
  socket,
}: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }): string {
  const peer = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const told = headers['x-real-ip'];
  const trusted = isIP(peer) !== 0 && gateways.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4');
  return trusted && typeof told === 'string' && isIP(told) !== 0 ? told : peer;
}
