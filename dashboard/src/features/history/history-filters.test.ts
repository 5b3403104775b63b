import { describe, expect, it } from 'vitest';
import { addressOf, filtersOf, queryOf } from './history-filters.ts';

const read = (address: string) => filtersOf(new URLSearchParams(address));

describe('the filters of the history', () => {
  it('come back from the address as they went in', () => {
    const filters = { ...read(''), state: 'failed', who: 'noor', from: '2026-03-01', page: 2 } as const;

    expect(filtersOf(addressOf(filters))).toEqual(filters);
  });

  it('take nonsense in an address for no filter', () => {
    expect(read('state=broken&from=yesterday&page=-3')).toEqual(read(''));
  });

  it('mean whole days of the zone', () => {
    const { from, to } = queryOf(read('from=2026-03-01&to=2026-03-02'), 'Asia/Dubai');

    expect([from, to]).toEqual(['2026-02-28T20:00:00.000Z', '2026-03-02T20:00:00.000Z']);
  });

  it('know that a day may have 25 hours', () => {
    const { from, to } = queryOf(read('from=2026-10-25&to=2026-10-25'), 'Europe/Berlin');

    expect([from, to]).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });

  it('ask for the page', () => {
    expect(queryOf(read('page=3'), 'UTC')).toMatchObject({ limit: 50, offset: 100 });
  });
});
