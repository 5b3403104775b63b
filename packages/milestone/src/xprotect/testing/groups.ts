import { multipart, type SentPicture, videoPacket, xml } from './image-server-bytes.ts';
import { CAMERA_ID } from './scripted-xprotect.ts';

export const NOON = Date.parse('2026-03-01T12:00:00Z');
export const KEY = Buffer.from([0, 0, 0, 1, 0x65, 0x11]);
const OTHER = Buffer.from([0, 0, 0, 1, 0x41, 0x22]);
export const CONNECTED = xml({ methodname: 'connect', connected: 'yes', errorreason: 'Success' });

/** A group of pictures that begins at a time, s after noon, 250 ms apart. */
export const group = (second: number, next = second + 1, change: Partial<SentPicture> = {}) =>
  multipart({
    current: NOON + second * 1000,
    next: NOON + next * 1000,
    bodies: [0, 250, 500, 750].map((ms) =>
      videoPacket({
        time: NOON + second * 1000 + ms,
        isKey: ms === 0,
        data: ms === 0 ? KEY : OTHER,
        ...change,
      }),
    ),
  });

/** The request for video from so many seconds after noon on. */
export const at = (second: number) => ({
  deviceId: CAMERA_ID,
  startTime: new Date(NOON + second * 1000),
  speed: 1,
});
