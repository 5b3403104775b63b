import type { ExportJob, UserId } from '@playhead/contracts';
import type { Export, ExportFailure } from './export.ts';
import type { ExportLinks } from './serving/export-links.ts';
import { fileNameOf } from './serving/file-name.ts';

/** An export on the wire; the link in it is for whoever asks. */
export function toExportJob(one: Export, links: ExportLinks, askedBy: UserId): ExportJob {
  const { id, failure, run, gaps, file, parts } = one;
  const remaining = remainingSeconds(one);
  const job: ExportJob = {
    exportId: id,
    cameraId: one.cameraId,
    cameraName: one.cameraName,
    startTime: one.startTime.toISOString(),
    endTime: one.endTime.toISOString(),
    durationSeconds: (one.endTime.getTime() - one.startTime.getTime()) / 1000,
    reason: one.reason,
    requestedBy: one.requestedBy,
    status: one.status,
    createdAt: one.createdAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
    expiresAt: one.expiresAt?.toISOString() ?? null,
    parts,
    attempts: one.attempts,
  };
  if (run !== undefined && remaining !== undefined) job.remainingSeconds = remaining;
  if (failure !== undefined) job.problem = toProblem(one, failure);
  if (gaps !== undefined) job.gaps = gaps;
  if (file !== undefined) {
    const { url, expiresAt } = links.to(id, askedBy);
    job.file = { url, urlExpiresAt: expiresAt.toISOString(), name: fileNameOf(one), ...file };
  }
  return job;
}

/** What is left takes as long for each part as what this run has done. */
function remainingSeconds({ run, parts }: Export): number | undefined {
  if (run === undefined || run.parts <= 0) return undefined;
  return Math.round(((parts.total - parts.done) * run.seconds) / run.parts);
}

const toProblem = ({ status, dueAt }: Export, { code, detail, step }: ExportFailure) => ({
  code,
  detail,
  ...(step !== undefined && { step }),
  ...(status === 'queued' && { retryAt: dueAt.toISOString() }),
});
