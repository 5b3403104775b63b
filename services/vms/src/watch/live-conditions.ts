import type { VmsCameraCondition } from '@playhead/milestone';
import type { CameraListing } from '../discovery/camera-listing.ts';

/** What the VMS has told of cameras since they were listed. */
export class LiveConditions {
  private readonly told = new Map<string, { condition: VmsCameraCondition; at: Date }>();
  private merged: { of: CameraListing; listing: CameraListing } | undefined;

  tell(conditions: readonly VmsCameraCondition[], at: Date): void {
    for (const condition of conditions) {
      const before = this.told.get(condition.deviceId)?.condition;
      this.told.set(condition.deviceId, { condition: { ...before, ...condition }, at });
    }
    this.merged = undefined;
  }

  /** A new list tells what was told before it was begun. */
  listed({ asOf }: CameraListing): void {
    for (const [deviceId, { at }] of this.told) if (at < asOf) this.told.delete(deviceId);
    this.merged = undefined;
  }

  /** The list as it is by now; the same for as long as nothing is told. */
  over(listing: CameraListing): CameraListing {
    if (this.told.size === 0) return listing;
    if (this.merged?.of !== listing) this.merged = { of: listing, listing: this.merge(listing) };
    return this.merged.listing;
  }

  private merge(listing: CameraListing): CameraListing {
    const byId = new Map(listing.byId);
    for (const [deviceId, { condition }] of this.told) {
      const camera = byId.get(deviceId);
      if (camera !== undefined) byId.set(deviceId, { ...camera, ...condition });
    }
    return { ...listing, byId, cameras: [...byId.values()] };
  }
}
