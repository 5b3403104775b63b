import { parse, YAMLError } from 'yaml';
import { KongConfig } from './entities.ts';
import { KongConfigError } from './errors.ts';
import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts';

/**
 * Reads a declarative file of Kong 3: YAML, placeholders filled, checked field by field, defaults filled in. Both
 * the embedded gateway and the sync to Kong go through here, so neither can understand the file differently.
 *
 * @throws KongConfigError for broken YAML, a placeholder without value, or anything outside the supported subset.
 */
export function loadKongConfig(text: string, values: PlaceholderValues): KongConfig {
  const parsed = KongConfig.safeParse(fillPlaceholders(parseYaml(text), values));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  throw new KongConfigError(
    `The file is not a configuration both gateways honour.\n  ${faults.join('\n  ')}`,
  );
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (cause instanceof YAMLError)
      throw new KongConfigError(`The file is not YAML: ${cause.message}`, { cause });
    throw cause;
  }
}

/** `services[2].routes[0].paths[0]` */
function placeOf(path: PropertyKey[]) {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place.replace(/^\./, '') || 'file';
}
