import type { Camera } from '../cameras/camera.ts';
import type { RecordingServer } from './recording-servers.ts';
import type { XProtect } from './xprotect.ts';

/** The recording server that a camera is on. */
export function serverOf({ servers }: XProtect, { server }: Camera): RecordingServer {
  const found = servers.find(({ number }) => number === server);
  if (found === undefined) throw new Error(`There is no recording server ${server}.`);
  return found;
}
