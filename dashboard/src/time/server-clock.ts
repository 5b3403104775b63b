/**
 * How far the server's clock is ahead of this machine's, estimated from the `Date` of its answers. That header
 * counts whole seconds, so half a second is added and differences below two seconds are taken for noise: a
 * countdown must not jump with every answer.
 */
const NOISE_MS = 2_000;
let aheadMs = 0;

/** Learns from the `Date` header of an answer that arrived at `receivedAt` (epoch ms). */
export function observeServerDate(header: string | null, receivedAt = Date.now()): void {
  const sentAt = Date.parse(header ?? '');
  if (Number.isNaN(sentAt)) return;
  const difference = sentAt + 500 - receivedAt;
  if (Math.abs(difference) < NOISE_MS) aheadMs = 0;
  else if (Math.abs(difference - aheadMs) >= NOISE_MS) aheadMs = difference;
}

/** What the server's clock shows now, in epoch ms. */
export const serverNow = (): number => Date.now() + aheadMs;
