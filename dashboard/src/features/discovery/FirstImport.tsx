import type { MilestoneCameraList } from '@playhead/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Cctv, PlugZap, Radar } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { formatTime } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './FirstImport.module.css';
import { firstCamerasQuery, isVmsProblem, milestoneCamerasKey, readAnew } from './milestone-cameras.query.ts';
import { StaleList } from './StaleList.tsx';
import { VmsProblem } from './VmsProblem.tsx';

/** Where no camera has been imported: whether the VMS answers, what an import would add, and the way there. */
export function FirstImport() {
  const queries = useQueryClient();
  const { data, error } = useQuery(firstCamerasQuery());
  const test = useMutation({
    mutationFn: async () => {
      await readAnew();
      return serverNow();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: milestoneCamerasKey }),
  });
  // That the VMS does not answer is told by the list, which then is missing or stale, until it is there again.
  const problem = error ?? (isVmsProblem(test.error) ? undefined : test.error);
  return (
    <div className={styles.first}>
      <EmptyState
        heading
        icon={<Cctv />}
        title={t('cameras.none.title')}
        text={t('cameras.none.operator')}
        action={
          <div className={styles.actions}>
            <ButtonLink href="/discover" look="primary" size="large" icon={<Radar aria-hidden="true" />}>
              {t('firstImport.import')}
            </ButtonLink>
            <Button
              size="large"
              icon={<PlugZap aria-hidden="true" />}
              busy={test.isPending}
              onClick={() => test.mutate()}
            >
              {t('firstImport.test')}
            </Button>
          </div>
        }
      />
      {problem && <VmsProblem error={problem} busy={test.isPending} onRetry={() => test.mutate()} />}
      {!problem && data?.stale && <StaleList />}
      {test.isSuccess && !problem && !data?.stale && (
        <Banner tone="ok" title={t('firstImport.answers', { time: formatTime(test.data, currentZone()) })} />
      )}
      {data && <Preview {...data} />}
    </div>
  );
}

function Preview({ cameras, total }: MilestoneCameraList) {
  const more = total - cameras.length;
  return (
    <Card title={t('firstImport.preview', { count: total })}>
      <div className={styles.preview}>
        <p className={styles.note}>{t(total === 0 ? 'discovery.none.text' : 'firstImport.adds')}</p>
        <ul className={styles.cameras} aria-label={t('discovery.table')}>
          {cameras.map(({ id, name, recordingServer }) => (
            <li key={id} className={styles.camera}>
              <bdi>{name}</bdi>
              <bdi className={styles.note}>{recordingServer}</bdi>
            </li>
          ))}
        </ul>
        {more > 0 && <p className={styles.note}>{t('firstImport.more', { count: more })}</p>}
      </div>
    </Card>
  );
}
