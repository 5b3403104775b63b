// Preloaded into every program by Node's --import: when the launcher is gone, however it ended, the program is
// asked to end, and ended with all it started when it doesn't. A worker thread has no channel to the launcher, its
// program has.
import { Worker } from 'node:worker_threads';

const graceMs = 1_500;

if (process.channel) {
  process.once('disconnect', () => {
    // From a thread of its own: on its way out a program may be stuck, writing its last words to a reader that is gone.
    const guard = `setTimeout(() => process.kill(-${process.pid}, 'SIGKILL'), ${graceMs})`;
    new Worker(guard, { eval: true, execArgv: [] }).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
