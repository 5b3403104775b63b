import { useEffect } from 'react';
import { type AroundNavHandler, useLocation } from 'wouter';
import { listAsAddressed, useCameraList } from '../../features/cameras/camera-list.store.ts';
import { withCameraList } from '../../features/cameras/camera-list-address.ts';

/** So long after the last key, in ms, the address follows: browsers refuse too many changes of it. */
const FOLLOW_MS = 300;

type Navigate = Parameters<AroundNavHandler>[0];

/** Writes how the cameras are listed into the address as it is. */
function write(navigate: Navigate): void {
  const here = `${location.pathname}${location.search}${location.hash}`;
  const to = withCameraList(here, useCameraList.getState());
  if (to !== here) navigate(to, { replace: true, state: history.state });
}

/**
 * Keeps how the cameras are listed from page to page, whatever the new page's address says of itself; and for the way back,
 * in that of the page that is left.
 */
export const keepCameraList: AroundNavHandler = (navigate, to, options) => {
  if (!options?.replace) write(navigate);
  navigate(withCameraList(to, useCameraList.getState()), options);
};

/** Has the address follow how the cameras are listed, and takes that from there when the browser goes back or forward. */
export function useCameraListAddress(): void {
  const [, navigate] = useLocation();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = useCameraList.subscribe((now, before) => {
      if (now.search === before.search && now.filters === before.filters) return;
      clearTimeout(timer);
      timer = setTimeout(write, FOLLOW_MS, navigate);
    });
    // Before anything else hears of it that could write the address of the page that was left.
    addEventListener('popstate', listAsAddressed, { capture: true });
    return () => {
      stop();
      clearTimeout(timer);
      removeEventListener('popstate', listAsAddressed, { capture: true });
    };
  }, [navigate]);
}
