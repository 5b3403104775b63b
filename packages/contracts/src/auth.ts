import { z } from 'zod';
import { ExactText } from './accepted.ts';
import { UserId } from './ids.ts';

/** From the least to the most a person may do. */
export const roles = ['viewer', 'investigator', 'operator', 'admin'] as const;
export const Role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** Whether `role` includes everything `needed` may do. */
export const roleIncludes = (role: Role, needed: Role) => roles.indexOf(role) >= roles.indexOf(needed);

export const LoginRequest = z
  .object({ username: ExactText(100), password: ExactText(1000) })
  .meta({ id: 'LoginRequest' });
export type LoginRequest = z.infer<typeof LoginRequest>;

export const RefreshRequest = z.object({ refreshToken: ExactText(1000) }).meta({ id: 'RefreshRequest' });
export type RefreshRequest = z.infer<typeof RefreshRequest>;

/** `expiresIn` counts seconds of the access token. */
export const TokenGrant = z
  .object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.number().int() })
  .meta({ id: 'TokenGrant' });
export type TokenGrant = z.infer<typeof TokenGrant>;

export const Me = z
  .object({ id: UserId, username: z.string(), displayName: z.string(), role: Role })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;
