import { type ImportCameraRequest, ImportedCameras, type MilestoneCamera } from '@playhead/contracts';
import { ApiProblem } from '../../api/errors.ts';
import { postJson } from '../../api/http.ts';

export type ImportState =
  | { readonly step: 'waiting' }
  | { readonly step: 'importing' }
  | { readonly step: 'imported'; readonly cameraId: string }
  | { readonly step: 'already' }
  | { readonly step: 'failed'; readonly error: unknown };

export type ImportItem = {
  readonly camera: MilestoneCamera;
  readonly request: ImportCameraRequest;
  readonly state: ImportState;
};

/** Of the states of these devices. */
type Tell = (states: ReadonlyMap<string, ImportState>) => void;

/** Cameras in one request: few enough to see the progress, many enough that thousands stay under the rate limit. */
const AT_ONCE = 50;

/** Imports cameras, a batch after the other, and tells how it goes. One that fails does not hold up the others. */
export async function importCameras(requests: readonly ImportCameraRequest[], tell: Tell): Promise<void> {
  for (let first = 0; first < requests.length; first += AT_ONCE) {
    const batch = requests.slice(first, first + AT_ONCE);
    tell(allIn(batch, { step: 'importing' }));
    tell(await importBatch(batch));
  }
}

/** Never throws: a request that fails is a result of each of its cameras. */
async function importBatch(batch: readonly ImportCameraRequest[]): Promise<Map<string, ImportState>> {
  try {
    const { results } = await postJson('/cameras/import/batch', ImportedCameras, { cameras: batch });
    return new Map(results.map((result) => [result.milestoneDeviceId, stateOf(result)]));
  } catch (error) {
    return allIn(batch, { step: 'failed', error });
  }
}

/** That a camera is imported already is no failure. */
function stateOf(result: ImportedCameras['results'][number]): ImportState {
  if (result.status === 'imported') return { step: 'imported', cameraId: result.camera.id };
  if (result.problem.code === 'camera-already-imported') return { step: 'already' };
  return { step: 'failed', error: new ApiProblem(result.problem) };
}

const allIn = (batch: readonly ImportCameraRequest[], state: ImportState): Map<string, ImportState> =>
  new Map(batch.map(({ milestoneDeviceId }) => [milestoneDeviceId, state]));

/** Imported now or before. */
export const isIn = ({ step }: ImportState): boolean => step === 'imported' || step === 'already';

export const isOver = (state: ImportState): boolean => isIn(state) || state.step === 'failed';
