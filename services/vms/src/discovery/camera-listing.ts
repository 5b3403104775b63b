import type { MilestoneClient, VmsCamera } from '@playhead/milestone';

const PAGE = 500;
const ATTEMPTS = 3;

/** Every camera of the VMS as it was at `asOf`. */
export interface CameraListing {
  readonly cameras: readonly VmsCamera[];
  readonly byId: ReadonlyMap<string, VmsCamera>;
  /** When the reading began, UTC. */
  readonly asOf: Date;
  /** Whether a camera that is not listed is not in the VMS. */
  readonly complete: boolean;
}

/**
 * Reads the whole list, page by page. When cameras come or go meanwhile, pages shift: then it is read again, a few times.
 *
 * @throws MilestoneError
 */
export async function readListing(
  milestone: Pick<MilestoneClient, 'listCameras'>,
  asOf: Date,
  signal: AbortSignal,
): Promise<CameraListing> {
  let listing = await readOnce(milestone, asOf, signal);
  for (let attempt = 1; attempt < ATTEMPTS && !listing.complete; attempt += 1)
    listing = await readOnce(milestone, asOf, signal);
  return listing;
}

async function readOnce(
  milestone: Pick<MilestoneClient, 'listCameras'>,
  asOf: Date,
  signal: AbortSignal,
): Promise<CameraListing> {
  const byId = new Map<string, VmsCamera>();
  const totals = new Set<number>();
  let total = 0;
  let offset = 0;
  let last = PAGE;
  while (last > 0 && (offset === 0 || offset < total)) {
    const page = await milestone.listCameras({ limit: PAGE, offset }, { signal });
    for (const camera of page.cameras) byId.set(camera.deviceId, camera);
    total = page.total;
    totals.add(total);
    last = page.cameras.length;
    offset += last;
  }
  return { cameras: [...byId.values()], byId, asOf, complete: totals.size === 1 && byId.size === total };
}
