import { ImportedCamera, type MilestoneCamera } from '@playhead/contracts';
import { isProblem } from '../../api/errors.ts';
import { postJson } from '../../api/http.ts';

export type ImportState =
  | { readonly step: 'waiting' }
  | { readonly step: 'importing' }
  | { readonly step: 'imported'; readonly cameraId: string }
  | { readonly step: 'already' }
  | { readonly step: 'failed'; readonly error: unknown };

export type ImportItem = { readonly camera: MilestoneCamera; readonly state: ImportState };

const AT_ONCE = 4;

/** Imports one camera. That it is imported already is a result, not a failure. Never throws. */
async function importOne(camera: MilestoneCamera): Promise<ImportState> {
  try {
    const { id } = await postJson('/cameras/import', ImportedCamera, { milestoneDeviceId: camera.id });
    return { step: 'imported', cameraId: id };
  } catch (error) {
    return isProblem(error, 'camera-already-imported') ? { step: 'already' } : { step: 'failed', error };
  }
}

/** Imports cameras, a few at once, and tells each step of each. One that fails does not hold up the others. */
export async function importCameras(
  cameras: readonly MilestoneCamera[],
  tell: (id: string, state: ImportState) => void,
): Promise<void> {
  const waiting = [...cameras];
  const worker = async () => {
    for (let camera = waiting.shift(); camera; camera = waiting.shift()) {
      tell(camera.id, { step: 'importing' });
      tell(camera.id, await importOne(camera));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Imported now or before. */
export const isIn = ({ step }: ImportState): boolean => step === 'imported' || step === 'already';

export const isOver = (state: ImportState): boolean => isIn(state) || state.step === 'failed';
