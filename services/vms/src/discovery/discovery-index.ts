import { MilestoneCamera, type MilestoneCameraQuery } from '@playhead/contracts';
import { searchKey, sortKey } from '../search/search-key.ts';
import type { CameraListing } from './camera-listing.ts';

/** A camera ready to be shown, beside what searches look in. */
interface Entry {
  readonly key: string;
  readonly camera: MilestoneCamera;
}

/** Our ids of the imported cameras, by device id. */
export type ImportedDevices = ReadonlyMap<string, string>;

/** The listing sorted, searchable and joined with what is imported; worked out when one of the two is new, not at each query. */
export class DiscoveryIndex {
  private listing: CameraListing | undefined;
  private imported: ImportedDevices | undefined;
  private sorted: readonly Entry[] = [];
  private entries: readonly Entry[] = [];

  search(listing: CameraListing, imported: ImportedDevices, query: MilestoneCameraQuery): MilestoneCamera[] {
    this.update(listing, imported);
    const search = query.search === undefined ? '' : searchKey(query.search);
    return this.entries
      .filter(({ key, camera }) => hasFeatures(camera, query) && (search === '' || key.includes(search)))
      .map(({ camera }) => camera);
  }

  private update(listing: CameraListing, imported: ImportedDevices) {
    if (listing !== this.listing) this.sorted = sortedEntries(listing);
    if (listing !== this.listing || imported !== this.imported) this.entries = joined(this.sorted, imported);
    this.listing = listing;
    this.imported = imported;
  }
}

function hasFeatures(camera: MilestoneCamera, { recording, ptz, imported }: MilestoneCameraQuery): boolean {
  return (
    (recording === undefined || camera.recording === recording) &&
    (ptz === undefined || camera.ptzEnabled === ptz) &&
    (imported === undefined || camera.imported === imported)
  );
}

/** A camera whose id cannot be one is not shown: nobody could import it. */
function sortedEntries({ cameras }: CameraListing): Entry[] {
  return cameras
    .flatMap((device) => {
      const { data: camera } = MilestoneCamera.safeParse({
        id: device.deviceId,
        name: device.name,
        enabled: device.enabled,
        recording: device.recording,
        ptzEnabled: device.ptz.pan || device.ptz.tilt || device.ptz.zoom,
        recordingServer: device.recordingServer,
        imported: false,
        liveStreamUrl: device.liveStreamUrl,
      });
      if (camera === undefined) return [];
      const key = searchKey(device.name);
      return [{ key, order: `${sortKey(key)}\n${device.deviceId}`, camera }];
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1));
}

const joined = (entries: readonly Entry[], imported: ImportedDevices): Entry[] =>
  entries.map((entry) => {
    const cameraId = imported.get(entry.camera.id);
    if (cameraId === undefined) return entry;
    return { key: entry.key, camera: MilestoneCamera.parse({ ...entry.camera, imported: true, cameraId }) };
  });
