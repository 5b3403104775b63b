import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { Scenario } from './scenario.ts';

/** The scenario cannot be used; the message names each place that is wrong and what it accepts, a line for each. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

/** Reads a scenario file (YAML 1.2). @throws ScenarioError */
export async function readScenario(path: string): Promise<Scenario> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ScenarioError(`The scenario ${path} can't be read. Name a YAML file.`, { cause });
  }
  const scenario = parseScenario(text, path);
  return scenario.tls === undefined ? scenario : { ...scenario, tls: besides(path, scenario.tls) };
}

/** Files that are named in the scenario, found from its folder. */
function besides(path: string, { keyFile, certFile, ...tls }: NonNullable<Scenario['tls']>): Scenario['tls'] {
  const found = (file: string | undefined) => file && resolve(dirname(path), file);
  return { ...tls, keyFile: found(keyFile), certFile: found(certFile) };
}

/** Reads the text of a scenario; files are found from the working directory. `name` is how messages call it. @throws ScenarioError */
export function parseScenario(text: string, name: string): Scenario {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new ScenarioError(`${name} is no YAML: ${error.message}`);
  const parsed = Scenario.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${placeOf(issue.path)} ${issue.message}.`);
  throw new ScenarioError([`${name} is no scenario:`, ...lines].join('\n  '));
}

/** `cameras[2].gaps[0].from`. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The file';
  return path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`;
    return place === '' ? String(key) : `${place}.${String(key)}`;
  }, '');
}
