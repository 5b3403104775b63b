// `npm run test:e2e [-- spec …]`: the browser tests alone. `MILESTONE_API=xprotect` runs every one of them in that
// dialect, `rest` in the other; unset, each dialect gets its part. Arguments go to Playwright.
import './lib/check-node.mjs';
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { parts, playwright } from './lib/playwright.mjs';
import { runScript } from './lib/step.mjs';

await runScript(async () => {
  await ensureDependencies();
  await build();
  const asked = process.argv.slice(2);
  const codes = [];
  for (const part of asked.length > 0 ? [asked] : parts) codes.push(await playwright(part));
  process.exitCode = Math.max(...codes);
});
