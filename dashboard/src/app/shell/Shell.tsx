import type { Camera, Me } from '@playhead/contracts';
import { useEffect, useRef } from 'react';
import { useLocation, useRoute } from 'wouter';
import { CameraSidebar } from '../../features/cameras/CameraSidebar.tsx';
import { RecordingIndicator } from '../../features/recording/RecordingIndicator.tsx';
import { useActiveCameraIds } from '../../features/recording/use-active-camera-ids.ts';
import { VmsBanner } from '../../features/vms/VmsBanner.tsx';
import { t } from '../../i18n/t.ts';
import { Pages } from '../Pages.tsx';
import { useLiveUpdates } from '../use-live-updates.ts';
import { useSiteZone } from '../use-site-zone.ts';
import { Header } from './Header.tsx';
import styles from './Shell.module.css';

const recordingIndicator = ({ id }: Camera) => <RecordingIndicator cameraId={id} />;

/** The frame around every page: header, cameras, content. */
export function Shell({ me }: { readonly me: Me }) {
  const [, cameraParams] = useRoute('/cameras/:id/*?');
  const [discovering] = useRoute('/discover'); // tells of the VMS itself
  const main = useFocusOnNavigation();
  useLiveUpdates();
  useSiteZone();

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('action.skipToContent')}
      </a>
      <Header me={me} />
      <CameraSidebar
        selectedId={cameraParams?.id}
        recordingIds={useActiveCameraIds()}
        indicator={recordingIndicator}
      />
      <main ref={main} id="content" className={styles.main} tabIndex={-1}>
        {!discovering && (
          <div className={styles.banner}>
            <VmsBanner />
          </div>
        )}
        <Pages me={me} />
      </main>
    </div>
  );
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
