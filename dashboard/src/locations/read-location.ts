import type { Location } from '@playhead/contracts';

/** A place as people type it: degrees north and east, and an address. */
export type LocationText = {
  readonly latitude: string;
  readonly longitude: string;
  readonly address: string;
};

export const noLocation: LocationText = { latitude: '', longitude: '', address: '' };

/** The place that was typed, null where nothing was; undefined when it can't be one. */
export function readLocation(typed: LocationText): Location | null | undefined {
  const [latitude, longitude] = [typed.latitude.trim(), typed.longitude.trim()];
  const address = typed.address.trim();
  if ((latitude === '') !== (longitude === '') || (address !== '' && latitude === '')) return undefined;
  if (latitude === '') return null;
  const [north, east] = [Number(latitude), Number(longitude)];
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return undefined;
  return { latitude: north, longitude: east, ...(address !== '' && { address }) };
}
