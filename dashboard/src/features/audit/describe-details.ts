const shown = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '';
};

/** What an entry holds besides, as `name: value`, in the words that it was stored with: these are never translated. */
export const describeDetails = (details: Readonly<Record<string, unknown>> | undefined): string =>
  Object.entries(details ?? {})
    .filter(([name, value]) => name !== 'target' && value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join(' · ');
