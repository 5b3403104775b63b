import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import shared from '../../rolldown.config.mjs';

/**
 * The simulator is installed by people who have nothing else of this repository: the programs and the library hold what
 * they need but for the few packages that `dependencies` names, and the licences of what they hold.
 */
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'),
);
const outside = Object.keys({ ...dependencies, ...optionalDependencies });

/** The folder of the package that a file belongs to; `undefined` for our own. */
function packageOf(/** @type {string} */ file) {
  if (!file.includes(`${sep}node_modules${sep}`)) return undefined;
  let folder = dirname(file);
  // A package.json without a name only says how its folder is to be read.
  while (!nameIn(folder)) folder = dirname(folder);
  return folder;
}

const nameIn = (/** @type {string} */ folder) => {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).name : undefined;
};

/** What a package says of its licence: the file, or what its manifest names. */
function licenceOf(/** @type {string} */ folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** @type {import('rolldown').Plugin} */
const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const files = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
    const folders = new Set(files.map(packageOf).filter((folder) => folder !== undefined));
    const source = [...folders]
      .toSorted()
      .map(licenceOf)
      .join(`\n\n${'-'.repeat(80)}\n\n`);
    this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: `${source}\n` });
  },
};

/** @satisfies {import('rolldown').RolldownOptions} */
export default {
  ...shared,
  input: ['src/main.ts', 'src/cli.ts', 'src/index.ts'],
  external: (/** @type {string} */ id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [licences],
};
