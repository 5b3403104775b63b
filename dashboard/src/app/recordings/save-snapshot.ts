import { getFrame } from '../../features/player/still-steps.ts';
import { t } from '../../i18n/t.ts';
import { toast } from '../../ui/toasts.ts';
import { sayFailed } from './where-to.ts';

/** Media times are rounded: the picture on screen is looked for this little after what the video says, in ms. */
const SLACK_MS = 8;

/** `Gate 1, 2026-03-01T12:00:00.040Z` as a file may be named everywhere. */
const fileName = (camera: string, at: number): string =>
  `${camera.replace(/[^\p{L}\p{N}]+/gu, '-')}_${new Date(at).toISOString().replaceAll(':', '-')}.jpg`;

/**
 * Saves the very picture of `at` (epoch ms) that is on screen, in full size, with its own time in its name; nothing where
 * there is none.
 */
export async function saveSnapshot(
  camera: { readonly id: string; readonly name: string },
  at: number | undefined,
): Promise<void> {
  if (at === undefined) return;
  try {
    const { image, takenAt } = await getFrame(camera.id, at + SLACK_MS, 0);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(image);
    link.download = fileName(camera.name, takenAt ?? at);
    link.click();
    URL.revokeObjectURL(link.href);
    toast('ok', t('player.snapshot.saved'), link.download);
  } catch (error) {
    sayFailed(error);
  }
}
