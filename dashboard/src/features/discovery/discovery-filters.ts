/** `''` means that either will do. */
export type YesNo = '' | 'true' | 'false';

export type DiscoveryFilters = {
  readonly search: string;
  readonly recording: YesNo;
  readonly ptz: YesNo;
  readonly imported: YesNo;
  readonly page: number;
};

export const noFilters: DiscoveryFilters = { search: '', recording: '', ptz: '', imported: '', page: 0 };

export const isFiltered = ({ search, recording, ptz, imported }: DiscoveryFilters): boolean =>
  [search.trim(), recording, ptz, imported].some(Boolean);

/** A changed filter shows its first page. */
export const withFilter = (
  filters: DiscoveryFilters,
  change: Partial<DiscoveryFilters>,
): DiscoveryFilters => ({
  ...filters,
  page: 0,
  ...change,
});

/** Reads a select's value without trusting it. */
export const yesNo = (value: string): YesNo => (value === 'true' || value === 'false' ? value : '');
