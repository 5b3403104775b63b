import { z } from 'zod';

const Time = z.iso.datetime().transform((text) => new Date(text));

/** A stretch that was recorded without a break, in a file of its own. */
export const Piece = z.object({
  fileName: z.string().regex(/^[\w-]+\.ts$/),
  bytes: z.number().int(),
  codec: z.enum(['h264', 'h265']),
  /** When its first picture was taken, and the end of its last. */
  startTime: Time,
  endTime: Time,
});
export type Piece = z.infer<typeof Piece>;

export const lengthMs = ({ startTime, endTime }: Pick<Piece, 'startTime' | 'endTime'>) =>
  endTime.getTime() - startTime.getTime();

/** A part of an export's range; what is done has pieces, none where nothing was recorded. */
export interface ExportPart {
  position: number;
  startTime: Date;
  endTime: Date;
  isDone: boolean;
  /** Where the next part goes on. */
  reachedAt: Date | undefined;
  pieces: Piece[];
}
