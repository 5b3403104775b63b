import { CameraSource, CameraStatus } from '@playhead/contracts';
import type { CameraFilters } from './camera-list.store.ts';

/** The list stands beside every page: its parameters must not be taken for one of a page's own. */
const PREFIX = 'list.';

type Listed = { readonly search: string; readonly filters: CameraFilters };

const recordings = { yes: true, no: false };

/** What an address says of the list of cameras. Nonsense in it counts as no filter. */
export function readCameraList(address: string): Listed {
  const params = new URLSearchParams(address);
  const of = (name: string) => params.get(`${PREFIX}${name}`) ?? '';
  const recording = of('recording');
  return {
    search: of('search'),
    filters: {
      status: CameraStatus.safeParse(of('status')).data,
      recording: recording === 'yes' || recording === 'no' ? recordings[recording] : undefined,
      source: CameraSource.safeParse(of('source')).data,
    },
  };
}

/** The address `to` with how the cameras are listed in it, in place of what it said of that. The rest of it stays as it is written. */
export function withCameraList(to: string, { search, filters }: Listed): string {
  const { status, recording, source } = filters;
  const asked = {
    search: search.trim(),
    status,
    source,
    recording: recording === undefined ? undefined : recording ? 'yes' : 'no',
  };
  const ours = Object.entries(asked).flatMap(([name, value]) =>
    value ? [`${PREFIX}${name}=${encodeURIComponent(value)}`] : [],
  );
  const [, path = '', query = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(to) ?? [];
  const others = query.split('&').filter((part) => part !== '' && !part.startsWith(PREFIX));
  const parts = [...others, ...ours];
  return `${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}${hash}`;
}
