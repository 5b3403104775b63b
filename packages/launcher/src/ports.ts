import { createServer } from 'node:net';
import { LauncherError } from './launcher-error.ts';

/** A port that one of our programs will listen on, and the variable that moves it. */
export interface WantedPort {
  variable: string;
  port: number;
  host: string;
}

/**
 * Makes sure that all ports can be had before anything is started.
 *
 * @throws LauncherError that names the first taken port and its variable, or two variables with one port.
 */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const variables = new Map<number, string>();
  for (const { variable, port } of wanted) {
    const other = variables.get(port);
    if (other !== undefined) {
      throw new LauncherError(
        `${other} and ${variable} are both ${port}. Give each program a port of its own.`,
      );
    }
    variables.set(port, variable);
  }
  for (const one of wanted) await checkPort(one);
}

async function checkPort({ variable, port, host }: WantedPort): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, exclusive: true }, resolve);
    });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const reason =
      code === 'EADDRINUSE'
        ? `Port ${port} is taken by another program. Stop that one, or set`
        : `Port ${port} of ${host} cannot be listened on (${code}). Set`;
    throw new LauncherError(`${reason} ${variable} to another port.`, { cause });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
