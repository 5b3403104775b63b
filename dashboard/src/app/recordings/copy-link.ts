import { cameraName, type Named } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatDateTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { copyText } from '../../ui/copy-text.ts';
import { toast } from '../../ui/toasts.ts';
import { currentLink } from './page-link.ts';

/** Copies a link that opens the camera at the very picture on screen. */
export async function copyLink(camera: Named & { readonly id: string }): Promise<void> {
  const { at } = usePlayhead.getState();
  if (at === undefined) return;
  const zone = currentZone();
  const time = formatDateTimeInZone(at, zone);
  const copied = await copyText(new URL(currentLink(camera.id, at), location.origin).href);
  if (copied)
    toast('ok', t('recordings.copied'), t('recordings.copied.text', { name: cameraName(camera), time }));
  else toast('danger', t('recordings.copyFailed'), t('recordings.copyFailed.text'));
}

/** Copies the address of a page of ours. */
export async function copyAddress(path: string): Promise<void> {
  if (await copyText(new URL(path, location.origin).href)) toast('ok', t('recordings.copied'));
  else toast('danger', t('recordings.copyFailed'), t('recordings.copyFailed.text'));
}
