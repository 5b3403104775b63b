import { CameraId, DeviceId, type SyncChange } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';
import { nameOf } from '../import/import.repository.ts';
import { vmsFacts } from '../import/vms-facts.ts';

/** An imported camera as a sync needs it; `milestone_…` is what the VMS said at the last sync, `null` where that is not known. */
export interface SyncedRow {
  id: string;
  milestone_device_id: string | null;
  name: string;
  name_ar: string | null;
  milestone_name: string | null;
  milestone_enabled: boolean | null;
  recording_server: string | null;
  rtsp_url: string;
  ptz_enabled: boolean;
}

export interface Comparison {
  changes: SyncChange[];
  /** The name to take over, where ours was the VMS's. */
  newName?: string;
}

/** What has become of an imported camera in the VMS; `device` is missing when the VMS has it no more. */
export function compareCamera(row: SyncedRow, device: VmsCamera | undefined): Comparison {
  const about = {
    milestoneDeviceId: DeviceId.parse(row.milestone_device_id),
    cameraId: CameraId.parse(row.id),
    name: row.name,
  };
  if (device === undefined) return { changes: [{ ...about, kind: 'vanished' }] };
  const naming = compareName(row, device);
  const facts = compareFacts(row, device);
  return {
    changes: [...naming.changes, ...facts].map((change) => ({ ...about, ...change })),
    ...(naming.newName !== undefined && { newName: naming.newName }),
  };
}

type Change = Pick<SyncChange, 'kind' | 'before' | 'after'>;

/** A name given here stays; a name taken from the VMS follows it. */
function compareName(row: SyncedRow, device: VmsCamera): { changes: Change[]; newName?: string } {
  const name = nameOf(device);
  const nameThen = row.milestone_name === null ? null : nameOf({ ...device, name: row.milestone_name });
  if (row.name === name || nameThen === name) return { changes: [] };
  if (row.name !== nameThen) return { changes: [{ kind: 'name-differs', before: row.name, after: name }] };
  return { changes: [{ kind: 'renamed', before: row.name, after: name }], newName: name };
}

function compareFacts(row: SyncedRow, device: VmsCamera): Change[] {
  const facts = vmsFacts(device);
  const changes: Change[] = [];
  if ((row.recording_server ?? '') !== facts.recording_server) {
    changes.push({ kind: 'moved', before: row.recording_server ?? '', after: facts.recording_server });
  }
  if (row.milestone_enabled !== null && row.milestone_enabled !== facts.milestone_enabled) {
    changes.push({ kind: facts.milestone_enabled ? 'enabled' : 'disabled' });
  }
  if (row.rtsp_url !== facts.rtsp_url || row.ptz_enabled !== facts.ptz_enabled) {
    changes.push({ kind: 'details' });
  }
  return changes;
}
