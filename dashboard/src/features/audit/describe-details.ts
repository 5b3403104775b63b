const shown = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '';
};

/** `name: value`; what holds values of its own is told by each of them: `name.inner: value`. */
function told(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [`${name}: ${shown(value)}`];
  return Object.entries(value).flatMap(([inner, held]) => told(`${name}.${inner}`, held));
}

/** What an entry holds besides, in the words that it was stored with: these are never translated. */
export const describeDetails = (details: Readonly<Record<string, unknown>> | undefined): string =>
  Object.entries(details ?? {})
    .filter(([name]) => name !== 'target')
    .flatMap(([name, value]) => told(name, value))
    .join(' · ');
