import { createHash } from 'node:crypto';

/** A GUID in the shape of RFC 9562's version 8, the same for the same name on every machine. */
export function guidOf(name: string): string {
  const hex = createHash('sha256').update(`playhead-simulator/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
