import { NotFoundError } from '../errors.ts';

/** `/cameras/{id}…`. Ids come from outside: one that would be another address names no camera. */
export function cameraPath(deviceId: string, rest = ''): string {
  if (/^\.{0,2}$/.test(deviceId)) throw new NotFoundError('camera', 'The VMS has no such camera.');
  return `/cameras/${encodeURIComponent(deviceId)}${rest}`;
}
