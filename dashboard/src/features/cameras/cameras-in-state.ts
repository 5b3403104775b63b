import { type Camera, CameraStatus } from '@playhead/contracts';

/** Which cameras a list is about: all, those in a state, or those that somebody should look after. */
export type StateFilter = CameraStatus | 'attention' | 'all';

/** The filter an address names; whoever names none sees what needs attention. */
export const stateFilterOf = (text: string | null): StateFilter =>
  text === 'all' ? text : (CameraStatus.safeParse(text).data ?? 'attention');

const isIn = (filter: StateFilter) => (camera: Camera) => {
  if (filter === 'all') return true;
  return filter === 'attention' ? camera.status !== 'ONLINE' : camera.status === filter;
};

const seenAt = ({ lastOnlineAt }: Camera) => (lastOnlineAt ? Date.parse(lastOnlineAt) : 0);

/** Those cameras. Of what needs attention the newest loss comes first, for it may be news to the reader. */
export function camerasInState(cameras: readonly Camera[], filter: StateFilter): readonly Camera[] {
  const found = cameras.filter(isIn(filter));
  if (filter === 'all' || filter === 'ONLINE') return found;
  return found.toSorted((a, b) => seenAt(b) - seenAt(a));
}

/** How many cameras there are of each state. */
export function countStates(cameras: readonly Camera[]): Readonly<Record<CameraStatus, number>> {
  const counts = { ONLINE: 0, OFFLINE: 0, ERROR: 0 };
  for (const { status } of cameras) counts[status] += 1;
  return counts;
}
