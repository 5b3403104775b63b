/** Video that is not as regular as the cutter takes for granted: FFmpeg has to make sense of it. */
export class UncuttableError extends Error {
  override name = 'UncuttableError';
}
