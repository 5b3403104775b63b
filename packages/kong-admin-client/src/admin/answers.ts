import { z } from 'zod';

/** `GET /status`: the node's state, as far as it matters here. */
export const KongStatus = z.object({
  database: z.object({ reachable: z.boolean() }),
  /** Of the configuration loaded last; 32 zeros before the first. Only without a database. */
  configuration_hash: z.string().optional(),
});
export type KongStatus = z.infer<typeof KongStatus>;

const Reference = z.object({ id: z.string() }).nullable().optional();

/** What Kong runs with, as its lists tell it. */
export const KongService = z.object({
  id: z.string(),
  name: z.string().nullable(),
  host: z.string(),
  port: z.number(),
});
export type KongService = z.infer<typeof KongService>;

export const KongRoute = z.object({ id: z.string(), name: z.string().nullable(), service: Reference });
export type KongRoute = z.infer<typeof KongRoute>;

export const KongPlugin = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  service: Reference,
  route: Reference,
});
export type KongPlugin = z.infer<typeof KongPlugin>;

export const KongConsumer = z.object({ id: z.string(), username: z.string().nullable() });
export type KongConsumer = z.infer<typeof KongConsumer>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), offset: z.string().nullable().optional() });

/** What stands in a refusal; the rest of it repeats the entities. */
export const KongRefusal = z.object({
  message: z.string().optional(),
  error: z.string().optional(),
  fields: z.unknown().optional(),
});
