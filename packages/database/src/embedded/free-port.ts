import { createServer } from 'node:net';

/**
 * A port of the loopback interface on which nothing listens now: the asked one, or any when 0.
 *
 * @throws the system's error (`EADDRINUSE`, `EACCES`) when the asked one cannot be had.
 */
export async function freePort(asked = 0): Promise<number> {
  const server = createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port: asked, exclusive: true }, () => {
        const address = server.address();
        if (address === null || typeof address === 'string') reject(new Error('The socket has no port.'));
        else resolve(address.port);
      });
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
