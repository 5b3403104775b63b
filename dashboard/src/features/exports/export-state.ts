import type { ExportJob } from '@playhead/contracts';

/** Somebody works on it, or is going to. */
export const isUnfinished = ({ status }: Pick<ExportJob, 'status'>) =>
  status === 'queued' || status === 'running';

/** How much of an export is done, 0 to 1. The file is joined after the last part: that is the last twentieth. */
export const shareDone = ({ parts, status }: Pick<ExportJob, 'parts' | 'status'>) =>
  status === 'done' ? 1 : (parts.done / Math.max(parts.total, 1)) * 0.95;
