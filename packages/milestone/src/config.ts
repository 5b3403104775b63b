import { z } from 'zod';
import type { MilestoneDialect } from './milestone-client.ts';
import { planSpeeds } from './rest/plan-speeds.ts';

const durationUnits = { ms: 1, s: 1000, m: 60_000 } as const;

const DurationText = z
  .string()
  .trim()
  .regex(/^\d{1,7}(\.\d{1,3})?(ms|s|m)?$/, 'a duration such as 5s, 500ms or 5 (seconds)')
  .transform((text) => {
    const unit = text.endsWith('ms') ? 'ms' : text.endsWith('m') ? 'm' : 's';
    return Math.round(Number.parseFloat(text) * durationUnits[unit]);
  });

/** A duration in ms, from text such as `5s`, `500ms`, `1m` or a number of seconds. */
const duration = (minMs: number, maxMs: number) =>
  DurationText.pipe(
    z
      .number()
      .min(minMs, `at least ${minMs}ms`)
      .max(maxMs, `at most ${maxMs / 1000}s`),
  );

const count = (min: number, max: number) => {
  const error = `a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'the http:// or https:// address of the VMS' })
  .refine((text) => {
    const { username, password, search, hash } = new URL(text);
    return !username && !password && !search && !hash;
  }, 'an address without user name, password, query or fragment; the account goes into MILESTONE_USERNAME and MILESTONE_PASSWORD');

/** A list such as `1,2,4`. */
const SpeedList = z
  .string()
  .transform((list) => list.split(',').map((speed) => Number(speed || Number.NaN)))
  .refine((list) => list.includes(1) && list.every((speed) => planSpeeds.includes(speed)), {
    error: `1, and of ${planSpeeds.join(', ')} what the VMS has besides, such as 1,2,4`,
  });

/** The variables of the plan's §11.1 and A.1. Spread into a service's own schema: `z.object({ ...milestoneConfigSchema })`. */
export const milestoneConfigSchema = {
  MILESTONE_BASE_URL: BaseUrl,
  MILESTONE_API: z.enum(['rest', 'xprotect'], { error: 'rest or xprotect' }).default('rest'),
  MILESTONE_USERNAME: z.string({ error: 'the VMS account to use' }).min(1, 'the VMS account to use'),
  MILESTONE_PASSWORD: z
    .string({ error: 'the password of the VMS account' })
    .min(1, 'the password of the VMS account'),
  MILESTONE_AUTH_TYPE: z.enum(['basic', 'ntlm'], { error: 'basic or ntlm' }).default('basic'),
  MILESTONE_SESSION_TIMEOUT: count(10, 604_800).default(3600),
  MILESTONE_MAX_CONNECTIONS: count(1, 10_000).default(50),
  MILESTONE_RETRY_ATTEMPTS: count(1, 10).default(3),
  MILESTONE_RETRY_DELAY: duration(10, 60_000).default(500),
  MILESTONE_VIDEO_SPEEDS: SpeedList.default([...planSpeeds]),
  MILESTONE_REQUEST_TIMEOUT: duration(100, 300_000).default(10_000),
};

export type MilestoneVariables = z.output<z.ZodObject<typeof milestoneConfigSchema>>;

/** What the client needs to know. `retryAttempts` counts the first try too; times in ms. */
export interface MilestoneConfig {
  /** Which API the VMS is spoken to in. */
  api: MilestoneDialect;
  baseUrl: string;
  username: string;
  password: string;
  /** `ntlm` for an account of Windows, `DOMAIN\user`; a basic user of the VMS unless given. */
  authType?: 'basic' | 'ntlm';
  /** No token is trusted longer than this, whatever the VMS promises. */
  sessionTimeoutMs: number;
  /** For reads and for writes each. */
  maxConnections: number;
  /** Video has its own, so that streams cannot starve the rest; as many as `maxConnections` unless given. */
  maxVideoConnections?: number;
  /** At which speeds the VMS sends video; the plan's unless given. For `rest` alone, which has no way to ask. */
  videoSpeeds?: readonly number[];
  retryAttempts: number;
  retryDelayMs: number;
  /** For a whole call, its tries and pauses together; of video, for its first byte and for each silence while it is read. */
  requestTimeoutMs: number;
}

export const toMilestoneConfig = (variables: MilestoneVariables): MilestoneConfig => ({
  api: variables.MILESTONE_API,
  baseUrl: variables.MILESTONE_BASE_URL.replace(/\/+$/, ''),
  username: variables.MILESTONE_USERNAME,
  password: variables.MILESTONE_PASSWORD,
  authType: variables.MILESTONE_AUTH_TYPE,
  sessionTimeoutMs: variables.MILESTONE_SESSION_TIMEOUT * 1000,
  maxConnections: variables.MILESTONE_MAX_CONNECTIONS,
  videoSpeeds: variables.MILESTONE_VIDEO_SPEEDS,
  retryAttempts: variables.MILESTONE_RETRY_ATTEMPTS,
  retryDelayMs: variables.MILESTONE_RETRY_DELAY,
  requestTimeoutMs: variables.MILESTONE_REQUEST_TIMEOUT,
});
