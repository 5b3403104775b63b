import { afterEach, describe, expect, it } from 'vitest';
import { explainStartError } from './start-error.ts';
import { givenGateway, givenService, Started, toPort } from './testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

/** Why a gateway does not start there. */
async function reasonAt(host: string, port: number) {
  try {
    await givenGateway(started, { services: [toPort(1)] }, { host, port });
    return 'it started';
  } catch (error) {
    return explainStartError(error, { host, port });
  }
}

describe('a gateway that can not start', () => {
  it('names the variable of a port that is taken', async () => {
    const { port } = await givenService(started, () => {});

    expect(await reasonAt('127.0.0.1', port)).toBe(
      `port ${port} is taken by another program; set GATEWAY_PORT to a free one.`,
    );
  });

  it('names the variable of an address that this machine does not have', async () => {
    expect(await reasonAt('192.0.2.1', 0)).toBe(
      'this machine has no address 192.0.2.1; change GATEWAY_HOST.',
    );
  });

  it('leaves faults of its own unexplained', () => {
    expect(explainStartError(new TypeError('x is not a function'), { host: '', port: 0 })).toBeUndefined();
  });
});
