import { type Camera, CameraSource, type UpdateCameraRequest } from '@playhead/contracts';
import { readLocation } from '../../locations/read-location.ts';

export type FormFault = 'name' | 'location';

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

/** What a filled-in form changes of a camera, or what is wrong with it. */
export function readCameraForm(form: FormData, camera: Camera): UpdateCameraRequest | FormFault {
  const name = text(form, 'name');
  if (name === '') return 'name';
  const location = readLocation({
    latitude: text(form, 'latitude'),
    longitude: text(form, 'longitude'),
    address: text(form, 'address'),
  });
  if (location === undefined) return 'location';
  return {
    name,
    nameAr: text(form, 'nameAr') || null,
    source: CameraSource.catch(camera.source).parse(form.get('source')),
    location,
  };
}
