import { z } from 'zod';
import { Instant } from '../http/validate.ts';

/** What `PUT /_sim/clock` takes; what is left out stays. */
export const ClockEdit = z.strictObject({
  at: Instant.optional(),
  frozen: z.boolean({ error: 'Say true or false.' }).optional(),
});

/** What `POST /_sim/clock/advance` takes; below 0 is back. */
export const ClockAdvance = z.strictObject({ seconds: z.number({ error: 'Give a number of seconds.' }) });
