// Preloaded into every program by Node's --import: when the launcher is gone, however it ended, the program is
// asked to end, and made to when it doesn't. A worker thread has no channel to the launcher, its program has.
const graceMs = 5_000;

if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
