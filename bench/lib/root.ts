import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, from `bench/dist/<name>.js`. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
