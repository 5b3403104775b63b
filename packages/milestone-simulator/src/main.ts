import { run } from './run.ts';

/** For whoever starts it with variables alone, as the launcher does; `cli.ts` is for people. */
await run(process.env);
