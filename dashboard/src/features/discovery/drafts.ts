import type { CameraSource, ImportCameraRequest, MilestoneCamera } from '@playhead/contracts';
import { type LocationText, noLocation, readLocation } from '../../locations/read-location.ts';

/** What a camera is to be here, as it is typed before the import. */
export type Draft = LocationText & {
  readonly name: string;
  readonly nameAr: string;
  readonly source: CameraSource;
};

export type DraftFault = 'name' | 'location';

export const draftOf = ({ name }: MilestoneCamera): Draft => ({
  name,
  nameAr: '',
  source: 'OTHER',
  ...noLocation,
});

/** What is wrong with a draft; undefined when it can be imported. */
export function faultOf(draft: Draft): DraftFault | undefined {
  if (draft.name.trim() === '') return 'name';
  return readLocation(draft) === undefined ? 'location' : undefined;
}

/** The import of a camera as its draft says. A name that was left as it is goes on following the VMS. */
export function requestOf(camera: MilestoneCamera, draft: Draft): ImportCameraRequest {
  const [name, nameAr] = [draft.name.trim(), draft.nameAr.trim()];
  const location = readLocation(draft);
  return {
    milestoneDeviceId: camera.id,
    source: draft.source,
    ...(name !== camera.name && { name }),
    ...(nameAr !== '' && { nameAr }),
    ...(location && { location }),
  };
}
