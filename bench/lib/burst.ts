import { Agent, request } from 'node:http';

export interface Burst {
  /** Milliseconds of each answer that came, from the call to its last byte. */
  times: number[];
  failures: number;
  bytes: number;
}

/** Keeps connections as a gateway does. */
export const keepAliveAgent = (connections: number) =>
  new Agent({ keepAlive: true, maxSockets: connections });

/** All of the calls at the same time. */
export async function burst(
  urls: readonly string[],
  { agent, token }: { agent: Agent; token: string },
): Promise<Burst> {
  const answers = await Promise.all(urls.map((url) => timed(url, agent, token)));
  const good = answers.filter(({ status }) => status === 200);
  return {
    times: good.map(({ ms }) => ms),
    failures: answers.length - good.length,
    bytes: good.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function timed(
  url: string,
  agent: Agent,
  token: string,
): Promise<{ status: number; ms: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const call = request(url, { agent, headers: { Authorization: `Bearer ${token}` } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, ms: performance.now() - begun, bytes }),
      );
    });
    call.once('error', reject);
    call.end();
  });
}
