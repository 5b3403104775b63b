import { MilestoneCamera, type MilestoneCameraQuery, searchKey, sortKey } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';
import { withoutCredentials } from '../cameras/without-credentials.ts';
import type { CameraListing } from './camera-listing.ts';

/** A camera ready to be shown, beside what searches look in. */
interface Entry {
  readonly key: string;
  readonly order: string;
  readonly camera: MilestoneCamera;
  /** What the VMS told. */
  readonly device: VmsCamera;
}

/** Each is a list of references, 80 kB at 10,000 cameras. */
const MAX_ANSWERS = 100;

/** Our ids of the imported cameras, by device id. */
export type ImportedDevices = ReadonlyMap<string, string>;

/**
 * The listing sorted, searchable and joined with what is imported. The VMS is read again and again and tells mostly the
 * same: only what is new in a listing is worked out, and answers hold for as long as nothing is.
 */
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
    const sorted = listing === this.listing ? this.sorted : sortedEntries(listing, this.sorted);
    if (sorted !== this.sorted || imported !== this.imported) {
      this.entries = joined(sorted, imported);
      this.answers.clear();
    }
    this.sorted = sorted;
    this.listing = listing;
    this.imported = imported;
  }
}

const hasFeatures = (camera: MilestoneCamera, { recording, ptz, imported }: MilestoneCameraQuery): boolean =>
  (recording === undefined || camera.recording === recording) &&
  (ptz === undefined || camera.ptzEnabled === ptz) &&
  (imported === undefined || camera.imported === imported);

/** The entries of a listing, those before where nothing changed. */
function sortedEntries({ cameras, byId }: CameraListing, before: readonly Entry[]): readonly Entry[] {
  const known = new Map(before.map((entry) => [entry.device.deviceId, entry]));
  let changed = before.some(({ device }) => !byId.has(device.deviceId));
  const entries = cameras.flatMap((device) => {
    const same = known.get(device.deviceId);
    if (same !== undefined && showsAlike(same.device, device)) return [same];
    const entry = entryOf(device);
    changed ||= entry !== undefined || same !== undefined;
    return entry === undefined ? [] : [entry];
  });
  return changed ? entries.sort((a, b) => (a.order < b.order ? -1 : 1)) : before;
}

const showsAlike = (one: VmsCamera, other: VmsCamera): boolean =>
  one.name === other.name &&
  one.enabled === other.enabled &&
  one.recording === other.recording &&
  hasPtz(one) === hasPtz(other) &&
  one.recordingServer === other.recordingServer &&
  one.liveStreamUrl === other.liveStreamUrl;

const hasPtz = ({ ptz }: VmsCamera): boolean => ptz.pan || ptz.tilt || ptz.zoom;

/** A camera whose id cannot be one is not shown: nobody could import it. */
function entryOf(device: VmsCamera): Entry | undefined {
  const { data: camera } = MilestoneCamera.safeParse({
    id: device.deviceId,
    name: device.name,
    enabled: device.enabled,
    recording: device.recording,
    ptzEnabled: hasPtz(device),
    recordingServer: device.recordingServer,
    imported: false,
    liveStreamUrl: withoutCredentials(device.liveStreamUrl),
  });
  if (camera === undefined) return undefined;
  const key = searchKey(device.name);
  return { key, order: `${sortKey(key)}\n${device.deviceId}`, camera, device };
}

const joined = (entries: readonly Entry[], imported: ImportedDevices): Entry[] =>
  entries.map((entry) => {
    const cameraId = imported.get(entry.camera.id);
    if (cameraId === undefined) return entry;
    return { ...entry, camera: MilestoneCamera.parse({ ...entry.camera, imported: true, cameraId }) };
  });
