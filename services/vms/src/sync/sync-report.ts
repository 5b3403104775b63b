import {
  CameraId,
  CameraSource,
  DeviceId,
  type SyncChange,
  type SyncCounts,
  type SyncError,
} from '@playhead/contracts';

/** What a running sync has found so far. */
export class SyncReport {
  readonly changes: SyncChange[] = [];
  readonly errors: SyncError[] = [];
  discovered = 0;
  done = 0;
  imported = 0;
  updated = 0;

  counts(): SyncCounts {
    const { discovered, done, imported, updated } = this;
    return { discovered, done, imported, updated, errors: this.errors.length };
  }

  failed(milestoneDeviceId: string, name: string, detail: string, cameraId?: string) {
    this.errors.push({
      milestoneDeviceId: DeviceId.parse(milestoneDeviceId),
      name,
      detail,
      ...(cameraId !== undefined && { cameraId: CameraId.parse(cameraId) }),
    });
  }
}

/** The source that a VMS's metadata name, for cameras that are not ours yet. */
export const sourceOf = ({ metadata }: { metadata: Record<string, unknown> }): CameraSource =>
  CameraSource.safeParse(metadata.source).data ?? 'OTHER';
