import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { StepError, step } from './step.mjs';

/** Builds every program whose sources have changed since its last build. */
export async function build() {
  await step('build', async () => {
    const { code, output } = await run(
      join(root, 'node_modules', '.bin', 'turbo'),
      ['run', 'build', '--output-logs=errors-only'],
      {
        env: { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' },
      },
    );
    if (code !== 0) throw new StepError(`${output.trim()}\nThe build failed.`);
  });
}
