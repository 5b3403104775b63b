/** Arithmetic of the calendar, on dates such as `2026-03-01`: no clocks and no zones. */
const utc = (date: string) => new Date(`${date}T00:00:00Z`);
const written = (date: Date) => date.toISOString().slice(0, 10);

export function addDays(date: string, days: number): string {
  const moved = utc(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return written(moved);
}

/** The same day of another month, or its last one where it is shorter. */
export function addMonths(date: string, months: number): string {
  const moved = utc(date);
  const day = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months + 1, 0);
  return written(new Date(Math.min(moved.getTime(), moved.setUTCDate(day))));
}

/** The weeks that hold a date's month, whole; `first` is the day that begins them, 1 (Monday) to 7. */
export function weeksAround(date: string, first: number): readonly (readonly string[])[] {
  const begin = `${date.slice(0, 8)}01`;
  const start = addDays(begin, -daysInto(begin, first));
  const weeks: string[][] = [];
  for (let day = start; day < addMonths(begin, 1); day = addDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)));
  return weeks;
}

/** So many days of its week are before a date. */
export const daysInto = (date: string, first: number): number => (utc(date).getUTCDay() - first + 7) % 7;
