import { z } from 'zod';
import { QueryWholeNumber } from './accepted.ts';

/** `limit`/`offset` paging as query parameters. */
export const Paging = z.object({
  limit: QueryWholeNumber(1, 1000).default(100),
  offset: QueryWholeNumber(0).default(0),
});
export type Paging = z.infer<typeof Paging>;

/** A boolean in a query string; anything but `true` and `false` is refused. */
export const QueryBoolean = z.enum(['true', 'false']).transform((text) => text === 'true');
