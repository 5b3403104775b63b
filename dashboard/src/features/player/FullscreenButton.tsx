import { Maximize, Minimize } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** Fills the screen with the player, transport included, and gives it back. */
export function FullscreenButton({ box }: { readonly box: RefObject<HTMLElement | null> }) {
  const [full, setFull] = useState(false);

  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  const toggle = () => void (full ? document.exitFullscreen() : box.current?.requestFullscreen());

  return (
    <IconButton label={t(full ? 'player.leaveFullscreen' : 'player.fullscreen')} onClick={toggle}>
      {full ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
    </IconButton>
  );
}
