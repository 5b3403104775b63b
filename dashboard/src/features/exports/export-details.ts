import type { ExportJob } from '@playhead/contracts';

/** Everything that is known of an export but its link, for a report or an administrator. */
export function exportDetails({ file, ...job }: ExportJob): string {
  const { url: _, urlExpiresAt: __, ...about } = file ?? {};
  return JSON.stringify(file ? { ...job, file: about } : job, null, 2);
}
