import { z } from 'zod';

/** What everybody at this site shares. `timeZone` is an IANA name; without one, nobody has said where the site is. */
export const Site = z.object({ timeZone: z.string().optional() }).meta({ id: 'Site' });
export type Site = z.infer<typeof Site>;
