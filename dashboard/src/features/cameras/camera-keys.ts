import { type Camera, cameraSearchKey, searchKey, sortKey } from '@playhead/contracts';
import { currentLanguage } from '../../i18n/language.ts';

type Keys = { readonly search: string; readonly name: string; readonly nameAr: string };

/** Thousands of cameras are searched and sorted at every key press: what does not change is worked out once. */
const known = new WeakMap<Camera, Keys>();

function keysOf(camera: Camera): Keys {
  const before = known.get(camera);
  if (before !== undefined) return before;
  const name = sortKey(searchKey(camera.name));
  const nameAr = camera.nameAr === null ? name : sortKey(searchKey(camera.nameAr));
  const keys = { search: cameraSearchKey(camera), name, nameAr };
  known.set(camera, keys);
  return keys;
}

/** Sorts cameras by the name that is shown, numbers in it by their size. */
export function byName(a: Camera, b: Camera): number {
  const shown = currentLanguage().code === 'ar' ? 'nameAr' : 'name';
  const [first, second] = [keysOf(a)[shown], keysOf(b)[shown]];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** Those whose name, in either language, holds every word of `search`, spelt as people type it. */
export function matching(cameras: readonly Camera[], search: string): readonly Camera[] {
  const words = searchKey(search).split(' ').filter(Boolean);
  if (words.length === 0) return cameras;
  return cameras.filter((camera) => {
    const { search: key } = keysOf(camera);
    return words.every((word) => key.includes(word));
  });
}
