import { listAddress, pageIn } from '../../ui/list-address.ts';

/** `''` means that either will do. */
export type YesNo = '' | 'true' | 'false';

export type DiscoveryFilters = {
  readonly search: string;
  readonly recording: YesNo;
  readonly ptz: YesNo;
  readonly imported: YesNo;
  /** From 0. */
  readonly page: number;
};

/** The filters that an address holds. Nonsense in it counts as no filter. */
export function discoveryFiltersOf(params: URLSearchParams): DiscoveryFilters {
  return {
    search: params.get('search') ?? '',
    recording: yesNo(params.get('recording')),
    ptz: yesNo(params.get('ptz')),
    imported: yesNo(params.get('imported')),
    page: pageIn(params),
  };
}

/** The part of the address that `discoveryFiltersOf` reads back. */
export const discoveryAddressOf = (filters: DiscoveryFilters): URLSearchParams => listAddress(filters);

export const isFiltered = ({ search, recording, ptz, imported }: DiscoveryFilters): boolean =>
  [search.trim(), recording, ptz, imported].some(Boolean);

/** Reads a select's value, or an address's, without trusting it. */
export const yesNo = (value: string | null): YesNo => (value === 'true' || value === 'false' ? value : '');
