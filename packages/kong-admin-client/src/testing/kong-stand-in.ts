import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

interface Answer {
  status?: number;
  body?: unknown;
}

/** Something that answers like Kong's Admin API, as the test says; `requests` are what it was asked. */
export async function startKongStandIn(answer: (request: string, body: unknown) => Answer | 'break off') {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const asked = `${request.method} ${request.url}`;
    requests.push(asked);
    const respond = (sent: unknown) => {
      const given = answer(asked, sent);
      if (given === 'break off') request.socket.destroy();
      else response.writeHead(given.status ?? 200).end(JSON.stringify(given.body ?? {}));
    };
    if (request.method === 'POST') json(request).then(respond, () => response.writeHead(400).end());
    else respond(undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
