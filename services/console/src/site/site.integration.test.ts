import { Site } from '@playhead/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleConfig } from '../config.ts';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';

let world: ConsoleWorld;

beforeAll(async () => {
  world = await createConsoleWorld();
});

afterAll(() => world?.close());

const ask = async (variables: Record<string, string>) => {
  const { url } = await world.start(variables);
  const { token } = await world.addUser({ role: 'viewer' });
  const response = await fetch(`${url}/api/v1/site`, { headers: { authorization: `Bearer ${token}` } });
  return Site.strict().parse(await response.json());
};

describe('the site', () => {
  it('tells a viewer its time zone', async () => {
    expect(await ask({ SITE_TIME_ZONE: 'Asia/Dubai' })).toEqual({ timeZone: 'Asia/Dubai' });
  });

  it('has none where none is configured', async () => {
    expect(await ask({})).toEqual({});
  });

  it('does not start with a zone that nobody knows', () => {
    const parsed = ConsoleConfig.shape.SITE_TIME_ZONE.safeParse('Dubai time');

    expect(parsed.error?.issues[0]?.message).toBe('an IANA time zone such as Asia/Dubai');
  });
});
