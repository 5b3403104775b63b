import { isTimeZone } from '@playhead/contracts';
import { commonVariables, count, port } from '@playhead/service-kit';
import { z } from 'zod';

export const ConsoleConfig = z.object({
  ...commonVariables,
  PORT: port(8080),
  AUTH_PRIVATE_KEY_FILE: z.string({
    error: 'the path of the private key (PEM, PKCS 8) that signs access tokens',
  }),
  /** Seconds an access token lives; a removed role is gone after that long. */
  AUTH_ACCESS_TOKEN_LIFETIME: count(900),
  /** Seconds a sign-in lasts without being used. */
  AUTH_REFRESH_TOKEN_LIFETIME: count(12 * 3600),
  /** Seconds a sign-in lasts in all, however much it is used. */
  AUTH_SESSION_LIFETIME: count(24 * 3600),
  /** Passwords checked at once; each takes 19 MiB and some 30 ms of a core. */
  AUTH_MAX_CONCURRENT_HASHES: count(2),
  /** Hours that live events are kept for clients that come back. */
  LIVE_EVENTS_RETENTION: count(24),
  /** Where the cameras are. Pages can show times in this zone; left out, they offer the reader's own and UTC. */
  SITE_TIME_ZONE: z.string().refine(isTimeZone, { error: 'an IANA time zone such as Asia/Dubai' }).optional(),
  PLAYHEAD_DEMO_PASSWORD: z.string().min(8).default('playhead-demo'),
  /** The first administrator, made when there is no user yet. */
  PLAYHEAD_ADMIN_USERNAME: z.string().min(1).max(100).default('admin'),
  PLAYHEAD_ADMIN_PASSWORD: z
    .string({ error: 'at least 12 characters' })
    .min(12, 'at least 12 characters')
    .optional(),
});
export type ConsoleConfig = z.infer<typeof ConsoleConfig>;
