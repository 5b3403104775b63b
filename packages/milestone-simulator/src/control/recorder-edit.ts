import { z } from 'zod';

/** Recorders are numbered from 1. */
export const RecorderPath = z.object({ number: z.coerce.number().int() });

/** What `PUT /_sim/recorders/{number}` takes. */
export const RecorderEdit = z.strictObject({ down: z.boolean({ error: 'Say true or false.' }) });
