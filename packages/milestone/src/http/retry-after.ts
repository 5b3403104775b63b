/** Seconds from a `Retry-After` header (RFC 9110 §10.2.3): a number, or a date seen from `nowMs`. */
export function retryAfterSeconds(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : Math.max(0, Math.ceil((instant - nowMs) / 1000));
}
