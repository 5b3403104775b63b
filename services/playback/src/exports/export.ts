import type {
  CameraId,
  ExportGap,
  ExportId,
  ExportStatus,
  ExportStep,
  ProblemCode,
  UserId,
} from '@playhead/contracts';
import type { Range } from '../footage/footage.ts';

/** What went wrong with an export last. `retryAt` where it is tried again by itself. */
export interface ExportFailure {
  code: ProblemCode;
  detail: string;
  step: ExportStep | undefined;
}

/** An export as people see it. Times but those of the range are the database's. */
export interface Export extends Range {
  id: ExportId;
  userId: UserId;
  requestedBy: string;
  cameraId: CameraId;
  cameraName: string;
  reason: string | null;
  status: ExportStatus;
  createdAt: Date;
  dueAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
  attempts: number;
  parts: { done: number; total: number };
  /** How long the work that runs now has run, in seconds, and how many parts it has finished. */
  run: { seconds: number; parts: number } | undefined;
  failure: ExportFailure | undefined;
  /** The folder that the files are in; `undefined` before anybody has worked on it. */
  folderId: string | undefined;
  file: { bytes: number; sha256: string } | undefined;
  gaps: ExportGap[] | undefined;
}
