#!/usr/bin/env node
import { createRequire } from 'node:module';
import { CliError, defaults, helpText, readCommandLine, withOptions } from './command-line.ts';
import { environmentWith } from './config.ts';
import { run } from './run.ts';

const require = createRequire(import.meta.url);

try {
  const { wish, variables } = readCommandLine(process.argv.slice(2));
  if (wish === 'help') console.log(helpText);
  else if (wish === 'version') console.log(require('../package.json').version);
  else await run(environmentWith(defaults, variables), withOptions);
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
