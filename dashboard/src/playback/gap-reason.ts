import { t } from '../i18n/t.ts';

const reasons = [
  'scheduled_maintenance',
  'recording_server_offline',
  'camera_connection_lost',
  'camera_disabled',
  'retention_expired',
  'footage_unavailable',
] as const;

/** Why nothing was recorded: a reason that we know in the reader's words, any other in the VMS's. */
export function gapReason(reason: string): string {
  const known = reasons.find((one) => one === reason);
  return known ? t(`timeline.reason.${known}`) : reason;
}
