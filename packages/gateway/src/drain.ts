import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Ends a server: no new connections, `drainMs` for what is under way, then the rest is cut. */
export async function drain(server: Server, upgraded: ReadonlySet<Socket>, drainMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of upgraded) socket.destroySoon();
  const cut = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
  }, drainMs);
  await closed;
  clearTimeout(cut);
}
