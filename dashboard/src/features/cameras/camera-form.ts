import { type Camera, CameraSource, type UpdateCameraRequest } from '@playhead/contracts';

export type FormFault = 'name' | 'location';

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

/** What a filled-in form changes of a camera, or what is wrong with it. */
export function readCameraForm(form: FormData, camera: Camera): UpdateCameraRequest | FormFault {
  const name = text(form, 'name');
  if (name === '') return 'name';
  const [latitude, longitude] = [text(form, 'latitude'), text(form, 'longitude')];
  const address = text(form, 'address');
  if ((latitude === '') !== (longitude === '') || (address !== '' && latitude === '')) return 'location';
  const [north, east] = [Number(latitude), Number(longitude)];
  if (!(Math.abs(north) <= 90 && Math.abs(east) <= 180)) return 'location';
  return {
    name,
    nameAr: text(form, 'nameAr') || null,
    source: CameraSource.catch(camera.source).parse(form.get('source')),
    location:
      latitude === '' ? null : { latitude: north, longitude: east, ...(address !== '' && { address }) },
  };
}
