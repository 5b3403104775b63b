import type { Camera } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { byName, matching } from './camera-keys.ts';
import type { CameraFilters, Grouping } from './camera-list.store.ts';
import { coordinatesText } from './coordinates.ts';

export type GroupRow = {
  readonly kind: 'group';
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly open: boolean;
};
type CameraRow = { readonly kind: 'camera'; readonly key: string; readonly camera: Camera };

/** A line of the sidebar. */
export type Row = GroupRow | CameraRow;

type Wanted = {
  readonly search: string;
  readonly filters: CameraFilters;
  /** Undefined while it is not known: nothing is then left out for it. */
  readonly recordingIds: ReadonlySet<string> | undefined;
};

/** The cameras that are asked for, by name. */
export function findCameras(cameras: readonly Camera[], { search, filters, recordingIds }: Wanted) {
  const { status, recording, source } = filters;
  return matching(cameras, search)
    .filter(
      (camera) =>
        (status === undefined || camera.status === status) &&
        (source === undefined || camera.source === source) &&
        (recording === undefined || !recordingIds || recordingIds.has(camera.id) === recording),
    )
    .toSorted(byName);
}

/** The lines that show these cameras: one each, under a line for each group. Cameras of a closed group have none. */
export function rowsOf(cameras: readonly Camera[], grouping: Grouping, closed: ReadonlySet<string>): Row[] {
  if (grouping === 'none') return cameras.map(cameraRow);
  const groups = new Map<string, Camera[]>();
  for (const camera of cameras) {
    const name = groupName(camera, grouping) ?? '';
    const members = groups.get(name);
    if (members) members.push(camera);
    else groups.set(name, [camera]);
  }
  return [...groups]
    .toSorted(([a], [b]) => orderOf(a, b))
    .flatMap(([name, members]) => {
      const key = `${grouping}:${name}`;
      const open = !closed.has(key);
      const shown = name === '' ? t(`cameras.group.${grouping}.unknown`) : name;
      const group: GroupRow = { kind: 'group', key, name: shown, count: members.length, open };
      return open ? [group, ...members.map(cameraRow)] : [group];
    });
}

const cameraRow = (camera: Camera): CameraRow => ({ kind: 'camera', key: camera.id, camera });

const numeric = new Intl.Collator(undefined, { numeric: true });

/** By name; the cameras of which nobody knows where they belong come last. */
const orderOf = (a: string, b: string): number =>
  a === '' || b === '' ? Number(a === '') - Number(b === '') : numeric.compare(a, b);

/** Places of about a kilometre, where a camera has a position and no address. */
const DECIMALS = 2;

function groupName(camera: Camera, grouping: Exclude<Grouping, 'none'>): string | undefined {
  switch (grouping) {
    case 'source':
      return t(`camera.source.${camera.source}`);
    case 'server':
      return camera.recordingServer ?? undefined;
    case 'location': {
      const { location } = camera;
      if (location === null) return undefined;
      const address = location.address?.trim();
      return address || coordinatesText(location, DECIMALS);
    }
  }
}
