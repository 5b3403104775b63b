import { MilestoneCamera, type MilestoneCameraQuery } from '@playhead/contracts';
import { withoutCredentials } from '../cameras/without-credentials.ts';
import { searchKey, sortKey } from '../search/search-key.ts';
import type { CameraListing } from './camera-listing.ts';

/** A camera ready to be shown, beside what searches look in. */
interface Entry {
  readonly key: string;
  readonly camera: MilestoneCamera;
}

/** Each is a list of references, 80 kB at 10,000 cameras. */
const MAX_ANSWERS = 100;

/** Our ids of the imported cameras, by device id. */
export type ImportedDevices = ReadonlyMap<string, string>;

/** The listing sorted, searchable and joined with what is imported; worked out when one of the two is new, not at each query. */
export class DiscoveryIndex {
  private listing: CameraListing | undefined;
  private imported: ImportedDevices | undefined;
  private sorted: readonly Entry[] = [];
  private entries: readonly Entry[] = [];
  /** The latest answers: whoever turns pages asks the same again. */
  private answers = new Map<string, readonly MilestoneCamera[]>();

  search(
    listing: CameraListing,
    imported: ImportedDevices,
    query: MilestoneCameraQuery,
  ): readonly MilestoneCamera[] {
    this.update(listing, imported);
    const search = searchKey(query.search ?? '');
    const asked = JSON.stringify([search, query.recording, query.ptz, query.imported]);
    const known = this.answers.get(asked);
    if (known !== undefined) return known;
    const found = this.find(search, query);
    if (this.answers.size >= MAX_ANSWERS) this.answers.clear();
    this.answers.set(asked, found);
    return found;
  }

  private find(search: string, query: MilestoneCameraQuery): MilestoneCamera[] {
    const found: MilestoneCamera[] = [];
    for (const { key, camera } of this.entries) {
      if (hasFeatures(camera, query) && key.includes(search)) found.push(camera);
    }
    return found;
  }

  private update(listing: CameraListing, imported: ImportedDevices) {
    if (listing === this.listing && imported === this.imported) return;
    if (listing !== this.listing) this.sorted = sortedEntries(listing);
    this.entries = joined(this.sorted, imported);
    this.answers.clear();
    this.listing = listing;
    this.imported = imported;
  }
}

const hasFeatures = (camera: MilestoneCamera, { recording, ptz, imported }: MilestoneCameraQuery): boolean =>
  (recording === undefined || camera.recording === recording) &&
  (ptz === undefined || camera.ptzEnabled === ptz) &&
  (imported === undefined || camera.imported === imported);

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
        liveStreamUrl: withoutCredentials(device.liveStreamUrl),
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
