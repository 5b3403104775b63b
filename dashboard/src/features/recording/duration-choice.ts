import { DEFAULT_DURATION_SECONDS, MAX_DURATION_SECONDS } from '@playhead/contracts';

export const presetMinutes = ['5', '15', '30', '60'] as const;
export type DurationChoice = (typeof presetMinutes)[number] | 'custom';

export const MAX_MINUTES = MAX_DURATION_SECONDS / 60;
export const DEFAULT_MINUTES = DEFAULT_DURATION_SECONDS / 60;
export const defaultChoice: DurationChoice =
  presetMinutes.find((m) => Number(m) === DEFAULT_MINUTES) ?? 'custom';

/** The chosen duration in seconds; undefined when what was typed is none. */
export function durationSeconds(choice: DurationChoice, customMinutes: string): number | undefined {
  const minutes = Number(choice === 'custom' ? customMinutes : choice);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_MINUTES ? minutes * 60 : undefined;
}
