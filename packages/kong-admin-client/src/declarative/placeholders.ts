import { KongConfigError } from './errors.ts';

/** What stands for a placeholder, by name: `{ PLAYHEAD_ALLOWED_ORIGINS: 'https://a.example,https://b.example' }`. */
export type PlaceholderValues = Readonly<Record<string, string>>;

const PLACEHOLDER = /\$\{([A-Z][A-Z0-9_]*)\}/g;

/** The names of all placeholders in a text, comments included. */
export const placeholdersIn = (text: string) => [
  ...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? [])),
];

const NOTHING_BUT_PLACEHOLDER = /^\$\{[A-Z][A-Z0-9_]*\}$/;

/**
 * Fills `${NAME}` in every string of a parsed document: after parsing, so that a value can never become YAML.
 * A list item that is nothing but a placeholder becomes an item for each comma-separated part of the value.
 *
 * @throws KongConfigError naming every placeholder that has no value.
 */
export function fillPlaceholders(document: unknown, values: PlaceholderValues): unknown {
  const missing = new Set<string>();
  const filled = fill(document, values, missing);
  if (missing.size === 0) return filled;
  const names = [...missing].map((name) => `\${${name}}`).join(', ');
  throw new KongConfigError(`The file needs a value for ${names}. Give it in a variable of that name.`);
}

function fill(node: unknown, values: PlaceholderValues, missing: Set<string>): unknown {
  if (typeof node === 'string') return fillText(node, values, missing);
  if (Array.isArray(node)) {
    return node.flatMap((item: unknown) => {
      const filled = fill(item, values, missing);
      const spreads = typeof item === 'string' && NOTHING_BUT_PLACEHOLDER.test(item);
      return spreads && typeof filled === 'string' ? partsOf(filled) : [filled];
    });
  }
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values, missing)]));
}

function fillText(text: string, values: PlaceholderValues, missing: Set<string>): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') missing.add(name);
    return value ?? placeholder;
  });
}

const partsOf = (list: string) =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
