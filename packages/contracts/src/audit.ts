import { z } from 'zod';
import { ExactText } from './accepted.ts';
import { CameraId, UserId } from './ids.ts';
import { Paging } from './paging.ts';
import { Instant } from './time.ts';

/** What the trail tells of, named `thing.verb`. */
export const auditActions = [
  'session.login',
  'session.logout',
  'user.create',
  'user.update',
  'user.delete',
  'user.access',
  'camera.import',
  'camera.update',
  'camera.delete',
  'camera.sync',
  'recording.start',
  'recording.stop',
  'recording.extend',
  'export.create',
  'export.retry',
  'export.finish',
  'export.download',
  'export.cancel',
  'export.delete',
  'bookmark.create',
  'bookmark.update',
  'bookmark.delete',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const AuditOutcome = z.enum(['success', 'refused', 'failed']).meta({ id: 'AuditOutcome' });
export type AuditOutcome = z.infer<typeof AuditOutcome>;

/** Who did what, when, from where, and how it ended. The account and the camera may be gone since. `action` is an `AuditAction`, or what an older version called it. */
export const AuditEntry = z
  .object({
    id: z.string(),
    at: Instant,
    userId: UserId.optional(),
    username: z.string(),
    action: z.string(),
    cameraId: CameraId.optional(),
    outcome: AuditOutcome,
    sourceAddress: z.string().optional(),
    requestId: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `[from, to)`; the user name in any case. */
export const AuditQuery = Paging.extend({
  userId: UserId.optional(),
  username: ExactText(255).optional(),
  action: ExactText(100).optional(),
  cameraId: CameraId.optional(),
  outcome: AuditOutcome.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Newest first. */
export const AuditList = z
  .object({ entries: z.array(AuditEntry), total: z.number().int() })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof AuditList>;
