import { Maximize, Minimize } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** Fills the screen with `box`, or gives it back from it or what is in it; a browser that may not stays as it is. */
export function toggleFullscreen(box: Element | null): void {
  const full = document.fullscreenElement;
  const done = full && (box?.contains(full) ?? true) ? document.exitFullscreen() : box?.requestFullscreen();
  done?.catch(() => undefined);
}

/** Gives the screen back, for what stands over the whole page. */
export function leaveFullscreen(): void {
  if (document.fullscreenElement) toggleFullscreen(null);
}

type FullscreenButtonProps = {
  readonly box: RefObject<HTMLElement | null>;
  /** Names it where there are several. */
  readonly label?: string;
};

/** Fills the screen with what is in `box`, and gives it back. */
export function FullscreenButton({ box, label = t('player.fullscreen') }: FullscreenButtonProps) {
  const [full, setFull] = useState(false);

  useEffect(() => {
    const follow = () =>
      setFull(document.fullscreenElement !== null && document.fullscreenElement === box.current);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, [box]);

  return (
    <IconButton
      label={full ? t('player.leaveFullscreen') : label}
      onClick={() => toggleFullscreen(box.current)}
    >
      {full ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
    </IconButton>
  );
}
