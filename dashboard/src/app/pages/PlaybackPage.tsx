import { type Me, roleIncludes } from '@playhead/contracts';
import { Grid3x3 } from 'lucide-react';
import { useMemo } from 'react';
import { t } from '../../i18n/t.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { NeedsRole } from '../../ui/NeedsRole.tsx';
import { ChooseCameras } from '../playback/ChooseCameras.tsx';
import styles from '../playback/PlaybackPage.module.css';
import { Together } from '../playback/Together.tsx';
import { usePlaybackLink } from '../playback/use-playback-link.ts';
import { useCameraOptions } from '../use-camera-options.ts';
import { useTitle } from '../use-title.ts';
import { useWithdrawn } from '../withdrawn.store.ts';

/** Several cameras at the same moment, on one timeline, by one clock. The address holds which, and when. */
export function PlaybackPage({ me }: { readonly me: Me }) {
  useTitle(t('grid.title'));
  if (roleIncludes(me.role, 'investigator')) return <Playback me={me} />;
  return <NeedsRole title={t('recordings.needsRole.title')} needed="investigator" role={me.role} />;
}

function Playback({ me }: { readonly me: Me }) {
  const { linked, change } = usePlaybackLink();
  const options = useCameraOptions();
  const withdrawn = useWithdrawn();
  const ids = linked.cameras.filter((id) => !withdrawn.has(id));
  const key = ids.join();
  const cameras = useMemo(() => {
    const names = new Map(options.map(({ value, label }) => [value, label]));
    const chosen = key === '' ? [] : key.split(',');
    return chosen.map((id) => ({ id, name: names.get(id) ?? t('camera.unknown') }));
  }, [key, options]);
  const choose = (chosen: readonly string[]) => change({ cameras: chosen });
  const chooser = (primary: boolean) => (
    <ChooseCameras options={options} chosen={ids} onChoose={choose} primary={primary} />
  );
  if (cameras.length === 0) {
    return (
      <EmptyState
        heading
        icon={<Grid3x3 />}
        title={t('grid.none.title')}
        text={t('grid.none.text')}
        action={chooser(true)}
      />
    );
  }
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('grid.title')}</h1>
        <span className={styles.count}>{t('cameras.count', { count: ids.length })}</span>
        {linked.at === undefined && <p className={styles.hint}>{t('grid.hint')}</p>}
        {chooser(false)}
      </div>
      <Together me={me} cameras={cameras} linked={linked.at} change={change} />
    </div>
  );
}
