import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysInto, weeksAround } from './calendar.ts';

describe('the calendar', () => {
  it('counts days over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-03-15', 1, '2026-04-15'],
    ['2026-12-05', 1, '2027-01-05'],
    ['2026-01-30', -1, '2025-12-30'],
  ])('keeps the day of %s %d months on, where that month has it', (date, months, then) => {
    expect(addMonths(date, months)).toBe(then);
  });

  it.each([
    [1, '2026-02-23', '2026-04-05'],
    [6, '2026-02-28', '2026-04-03'],
    [7, '2026-03-01', '2026-04-04'],
  ])('has whole weeks for a month, which begin with day %d', (first, from, to) => {
    const weeks = weeksAround('2026-03-18', first);

    expect(weeks.flat().at(0)).toBe(from);
    expect(weeks.flat().at(-1)).toBe(to);
    expect(weeks.every((week) => week.length === 7 && daysInto(week[0] ?? '', first) === 0)).toBe(true);
  });
});
