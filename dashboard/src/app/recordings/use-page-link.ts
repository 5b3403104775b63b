import { useLocation } from 'wouter';
import { linkTo } from './page-link.ts';
import { linkedState, useAddress } from './use-address.ts';

/** Takes speed and selection from the address once, and keeps the address as the page is. */
export function usePageLink(cameraId: string): void {
  const [, navigate] = useLocation();
  useAddress(() => navigate(linkTo(cameraId, linkedState()), { replace: true }));
}
