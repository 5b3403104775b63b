import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { milestoneConfigSchema, toMilestoneConfig } from './config.ts';

const schema = z.object(milestoneConfigSchema);
const least = {
  MILESTONE_BASE_URL: 'http://milestone-server:80',
  MILESTONE_USERNAME: 'gateway',
  MILESTONE_PASSWORD: 'secret',
};
const messageOf = (variables: Record<string, string | undefined>) => {
  const issue = schema.safeParse(variables).error?.issues[0];
  return issue && `${issue.path.join('.')}: ${issue.message}`;
};

describe('the variables of the VMS', () => {
  it('need no more than an address and an account', () => {
    expect(toMilestoneConfig(schema.parse(least))).toEqual({
      api: 'rest',
      baseUrl: 'http://milestone-server:80',
      authType: 'basic',
      username: 'gateway',
      password: 'secret',
      sessionTimeoutMs: 3_600_000,
      maxConnections: 50,
      videoSpeeds: [-8, -4, -2, -1, 1, 2, 4, 8],
      retryAttempts: 3,
      retryDelayMs: 500,
      requestTimeoutMs: 10_000,
    });
  });

  it("take the plan's own example", () => {
    const plan = {
      ...least,
      MILESTONE_AUTH_TYPE: 'basic',
      MILESTONE_SESSION_TIMEOUT: '3600',
      MILESTONE_MAX_CONNECTIONS: '50',
      MILESTONE_RETRY_ATTEMPTS: '3',
      MILESTONE_RETRY_DELAY: '5s',
    };

    expect(toMilestoneConfig(schema.parse(plan))).toMatchObject({ retryDelayMs: 5000, retryAttempts: 3 });
  });

  it.each([
    ['500ms', 500],
    ['2', 2000],
    ['1.5s', 1500],
    ['1m', 60_000],
  ])('take %s as a duration', (text, ms) => {
    expect(schema.parse({ ...least, MILESTONE_RETRY_DELAY: text }).MILESTONE_RETRY_DELAY).toBe(ms);
  });

  it.each([
    ['MILESTONE_BASE_URL', undefined, 'http://'],
    ['MILESTONE_BASE_URL', 'ftp://server', 'http://'],
    ['MILESTONE_BASE_URL', 'http://admin:pw@server', 'MILESTONE_PASSWORD'],
    ['MILESTONE_BASE_URL', 'http://server/?a=1', 'without'],
    ['MILESTONE_USERNAME', undefined, 'account'],
    ['MILESTONE_PASSWORD', '', 'password'],
    ['MILESTONE_AUTH_TYPE', 'kerberos', 'basic or ntlm'],
    ['MILESTONE_SESSION_TIMEOUT', '0', 'from 10'],
    ['MILESTONE_MAX_CONNECTIONS', 'many', 'a whole number from 1'],
    ['MILESTONE_RETRY_ATTEMPTS', '1.5', 'a whole number'],
    ['MILESTONE_RETRY_DELAY', 'soon', '5s'],
    ['MILESTONE_RETRY_DELAY', '1h', '5s'],
    ['MILESTONE_VIDEO_SPEEDS', '2,4', 'such as 1,2,4'],
    ['MILESTONE_VIDEO_SPEEDS', '1,3', 'such as 1,2,4'],
    ['MILESTONE_REQUEST_TIMEOUT', '10m', 'at most 300s'],
  ])('refuse %s=%s and say what they take', (name, value, told) => {
    const message = messageOf({ ...least, [name]: value });

    expect(message).toContain(`${name}: `);
    expect(message).toContain(told);
  });

  it('let the address end with a slash and have a path', () => {
    const config = toMilestoneConfig(schema.parse({ ...least, MILESTONE_BASE_URL: 'https://host/vms//' }));

    expect(config.baseUrl).toBe('https://host/vms');
  });
});
