import type { CameraSource, CameraStatus } from '@playhead/contracts';
import { create } from 'zustand';
import { readCameraList } from './camera-list-address.ts';

/** What the list is divided by. */
export const groupings = ['none', 'source', 'location', 'server'] as const;
export type Grouping = (typeof groupings)[number];

/** Which cameras are listed; what is undefined is not asked for. */
export type CameraFilters = {
  readonly status: CameraStatus | undefined;
  readonly recording: boolean | undefined;
  readonly source: CameraSource | undefined;
};

const noFilters: CameraFilters = { status: undefined, recording: undefined, source: undefined };

type CameraListState = {
  readonly search: string;
  readonly filters: CameraFilters;
  readonly grouping: Grouping;
  /** The groups whose cameras are folded away, by their keys. */
  readonly closed: ReadonlySet<string>;
};

const GROUPING_KEY = 'playhead.cameras.grouping';

/** How the sidebar lists the cameras. It outlives a change of page, and begins as the address says; the grouping is kept per browser. */
export const useCameraList = create<CameraListState>(() => ({
  ...readCameraList(location.search),
  grouping: groupings.find((grouping) => grouping === localStorage.getItem(GROUPING_KEY)) ?? 'none',
  closed: new Set(),
}));

export const searchCameras = (search: string): void => useCameraList.setState({ search });

export const filterCameras = (change: Partial<CameraFilters>): void =>
  useCameraList.setState(({ filters }) => ({ filters: { ...filters, ...change } }));

/** Lists the cameras as the address says. */
export const listAsAddressed = (): void => useCameraList.setState(readCameraList(location.search));

/** Lists every camera again. */
export const showAllCameras = (): void => useCameraList.setState({ search: '', filters: noFilters });

export function groupCameras(grouping: Grouping): void {
  localStorage.setItem(GROUPING_KEY, grouping);
  useCameraList.setState({ grouping, closed: new Set() });
}

export const openGroup = (key: string, open: boolean): void =>
  useCameraList.setState(({ closed }) => {
    const next = new Set(closed);
    if (open) next.delete(key);
    else next.add(key);
    return { closed: next };
  });
