const graceMs = 5_000;

/**
 * Runs inside a program (see `parentWatchImport`): when the launcher is gone, however it ended, the program is
 * asked to end, and made to when it doesn't. Uses nothing from outside itself: its text is all that is passed on.
 */
function watchParent(limitMs: number): void {
  if (!process.channel) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), limitMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}

/** The value of Node's `--import` that makes a program end with us; it needs an `ipc` channel. */
export const parentWatchImport = `data:text/javascript,${encodeURIComponent(`(${watchParent})(${graceMs})`)}`;
