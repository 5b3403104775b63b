/** Keeps Playhead from starting. The message is one line that says what to do. */
export class LauncherError extends Error {
  override name = 'LauncherError';
}
