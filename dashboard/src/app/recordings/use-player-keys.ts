import { useEffect } from 'react';
import { setMuted, usePlayerStore } from '../../features/player/player.store.ts';
import type { PlayerControls } from '../../features/player/use-player.ts';

const within = (target: EventTarget | null, selector: string) =>
  target instanceof Element && target.closest(selector) !== null;

const isTyping = (target: EventTarget | null) =>
  within(target, 'input:not([type=range], [type=radio]), select, textarea, [role=alertdialog]');

/** Space belongs to the control that has the focus, if one has. */
const usesSpace = (target: EventTarget | null) => within(target, 'button, a, input');

/** Space or K plays and pauses, M mutes; wherever the focus is on the page, but never while typing. */
export function usePlayerKeys(controls: PlayerControls | undefined): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === 'm') {
        setMuted(!usePlayerStore.getState().muted);
      } else if (key === 'k' || (key === ' ' && !usesSpace(event.target))) {
        event.preventDefault();
        controls?.toggle();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [controls]);
}
