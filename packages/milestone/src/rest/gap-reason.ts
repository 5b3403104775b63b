/** Why there is no footage, in words that do not change from one VMS to the next (plan, appendix B.1). */
const reasons = [
  'scheduled_maintenance',
  'recording_server_offline',
  'camera_connection_lost',
  'camera_disabled',
  'retention_expired',
] as const;

/** `Scheduled maintenance`, `scheduledMaintenance` and the like are one word; a reason that we do not know stays as it is. */
export function gapReason(text: string): string | undefined {
  const word = text
    .trim()
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[^a-zA-Z]+/g, '_')
    .toLowerCase();
  return reasons.find((reason) => reason === word) ?? (text.trim() || undefined);
}
