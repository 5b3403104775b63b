import type { Socket } from 'node:net';

/** Ends each side when the other ends, and both when neither has said anything for `idleMs` (Kong's read timeout). */
export function tieSockets(client: Socket, service: Socket, idleMs: number) {
  const pairs = [
    [client, service],
    [service, client],
  ] as const;
  for (const [socket, other] of pairs) {
    // What was received before the end still goes out.
    socket.once('close', () => other.destroySoon());
  }
  // After the proxy library has set both sockets up, timeouts included.
  setImmediate(() => {
    if (!service.destroyed) service.setTimeout(idleMs, () => service.destroy());
  });
}
