import { Maximize, Minimize } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** Fills the screen with `box`, or gives it back; a browser that may not stays as it is. */
export function toggleFullscreen(box: Element | null): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : box?.requestFullscreen();
  done?.catch(() => undefined);
}

/** Gives the screen back, for what stands over the whole page. */
export function leaveFullscreen(): void {
  if (document.fullscreenElement) toggleFullscreen(null);
}

/** Fills the screen with the player, transport included, and gives it back. */
export function FullscreenButton({ box }: { readonly box: RefObject<HTMLElement | null> }) {
  const [full, setFull] = useState(false);

  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  return (
    <IconButton
      label={t(full ? 'player.leaveFullscreen' : 'player.fullscreen')}
      onClick={() => toggleFullscreen(box.current)}
    >
      {full ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
    </IconButton>
  );
}
