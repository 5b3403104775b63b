import { AuditOutcome, auditActions } from '@playhead/contracts';
import { dateOf, daysAsRange } from '../../time/days.ts';
import type { Zone } from '../../time/zone.ts';
import { listAddress, pageIn } from '../../ui/list-address.ts';

export const AUDIT_PAGE_SIZE = 50;

/** What the trail is narrowed to; `''` is everything. Days are dates of the zone that times are shown in. */
export type AuditFilters = {
  readonly who: string;
  readonly action: string;
  readonly camera: string;
  readonly outcome: AuditOutcome | '';
  readonly from: string;
  readonly to: string;
  /** From 0. */
  readonly page: number;
};

/** The filters that an address holds. Nonsense in it counts as no filter. */
export function auditFiltersOf(params: URLSearchParams): AuditFilters {
  return {
    who: params.get('who') ?? '',
    action: auditActions.find((action) => action === params.get('action')) ?? '',
    camera: params.get('camera') ?? '',
    outcome: AuditOutcome.safeParse(params.get('outcome')).data ?? '',
    from: dateOf(params.get('from')),
    to: dateOf(params.get('to')),
    page: pageIn(params),
  };
}

/** The part of the address that `auditFiltersOf` reads back. */
export const auditAddressOf = (filters: AuditFilters): URLSearchParams => listAddress(filters);

/** What to ask the server for. */
export const auditQueryOf = (filters: AuditFilters, zone: Zone) => ({
  username: filters.who.trim(),
  action: filters.action,
  cameraId: filters.camera,
  outcome: filters.outcome,
  ...daysAsRange(filters, zone),
  limit: AUDIT_PAGE_SIZE,
  offset: filters.page * AUDIT_PAGE_SIZE,
});
