import { RecordingSessionStatus } from '@playhead/contracts';
import { dateOf, daysAsRange } from '../../time/days.ts';
import type { Zone } from '../../time/zone.ts';
import { listAddress, pageIn } from '../../ui/list-address.ts';

export const HISTORY_PAGE_SIZE = 50;

/** What the history is narrowed to; `''` is everything. Days are dates of the zone that times are shown in. */
export type HistoryFilters = {
  readonly camera: string;
  readonly state: RecordingSessionStatus | '';
  readonly who: string;
  readonly reason: string;
  readonly from: string;
  readonly to: string;
  /** From 0. */
  readonly page: number;
};

/** The filters that an address holds. Nonsense in it counts as no filter. */
export function filtersOf(params: URLSearchParams): HistoryFilters {
  return {
    camera: params.get('camera') ?? '',
    state: RecordingSessionStatus.safeParse(params.get('state')).data ?? '',
    who: params.get('who') ?? '',
    reason: params.get('reason') ?? '',
    from: dateOf(params.get('from')),
    to: dateOf(params.get('to')),
    page: pageIn(params),
  };
}

/** The part of the address that `filtersOf` reads back: a reload, a link and going back keep what is shown. */
export const addressOf = (filters: HistoryFilters): URLSearchParams => listAddress(filters);

export const isFiltered = ({ page: _, ...filters }: HistoryFilters): boolean =>
  Object.values(filters).some((value) => value !== '');

/** What to ask the server for. */
export const queryOf = (filters: HistoryFilters, zone: Zone) => ({
  cameraId: filters.camera,
  status: filters.state,
  triggeredBy: filters.who.trim(),
  search: filters.reason.trim(),
  ...daysAsRange(filters, zone),
  limit: HISTORY_PAGE_SIZE,
  offset: filters.page * HISTORY_PAGE_SIZE,
});
