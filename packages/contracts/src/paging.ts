import { z } from 'zod';

/** `limit`/`offset` paging as query parameters. */
export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
export type Paging = z.infer<typeof Paging>;

/** A boolean in a query string; anything but `true` and `false` is refused. */
export const QueryBoolean = z.enum(['true', 'false']).transform((text) => text === 'true');
