/** An event this long after our own action, in ms, is its echo. */
const ECHO_MS = 5_000;

const actedAt = new Map<string, number>();

/** Remembers that this page has just started or stopped a recording of the camera. */
export const rememberAction = (cameraId: string, now = Date.now()): void => {
  actedAt.set(cameraId, now);
};

/** Whether an event of the camera only tells what this page did: that needs no toast. */
export const isOwnEcho = (cameraId: string, now = Date.now()): boolean =>
  now - (actedAt.get(cameraId) ?? Number.NEGATIVE_INFINITY) < ECHO_MS;
