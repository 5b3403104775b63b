import type { Me } from '@playhead/contracts';
import { useEffect, useRef } from 'react';
import { Router, useLocation, useRoute } from 'wouter';
import { ExportNews } from '../../features/exports/ExportNews.tsx';
import { VmsBanner } from '../../features/vms/VmsBanner.tsx';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { useMedia } from '../../ui/use-media.ts';
import { Pages } from '../Pages.tsx';
import { useCameraNames } from '../use-camera-options.ts';
import { useLiveUpdates } from '../use-live-updates.ts';
import { useSiteZone } from '../use-site-zone.ts';
import { CamerasBeside, CamerasDrawer } from './CamerasBeside.tsx';
import { Header } from './Header.tsx';
import styles from './Shell.module.css';
import { keepCameraList, useCameraListAddress } from './use-camera-list-address.ts';

/** Below this width there is no room for the cameras beside the page: a tablet held upright. */
const NARROW = '(max-width: 860px)';

/** The frame around every page: header, cameras, content. */
export function Shell({ me }: { readonly me: Me }) {
  const [discovering] = useRoute('/discover'); // tells of the VMS itself
  const narrow = useMedia(NARROW);
  const main = useFocusOnNavigation();
  useLiveUpdates();
  useSiteZone();
  useCameraListAddress();

  return (
    <Router aroundNav={keepCameraList}>
      <div className={cx(styles.shell, narrow && styles.narrow)}>
        <a className={styles.skip} href="#content">
          {t('action.skipToContent')}
        </a>
        <Header me={me} leading={narrow && <CamerasDrawer />} />
        {!narrow && <CamerasBeside />}
        <main ref={main} id="content" className={styles.main} tabIndex={-1}>
          {!discovering && (
            <div className={styles.banner}>
              <VmsBanner />
            </div>
          )}
          <Pages me={me} />
        </main>
        <News />
      </div>
    </Router>
  );
}

/** Apart, so that the frame is not drawn anew when a camera changes. */
function News() {
  const nameOf = useCameraNames();
  return <ExportNews nameOf={({ cameraId }) => nameOf(cameraId)} />;
}

/** After a change of page the keyboard goes on in its content, as after loading a page. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const shown = useRef(path);

  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);

  return main;
}
