import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
};

const host = () =>
  document.fullscreenElement instanceof HTMLElement ? document.fullscreenElement : undefined;

/** Where what stands over the page belongs: in what fills the screen, as nothing beside that is seen; else its usual place. */
export const useLayerHost = (): HTMLElement | undefined => useSyncExternalStore(subscribe, host);
