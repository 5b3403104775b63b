import type { MilestoneCamera } from '@playhead/contracts';
import { Check } from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import type { Column } from '../../ui/DataTable.tsx';
import styles from './discovery-columns.module.css';
import { type Selection, ticksOf } from './use-selection.ts';

/** What the table tells of a camera of the VMS, behind the box that ticks it. `page` is what is on screen. */
export function discoveryColumns(
  page: readonly MilestoneCamera[],
  selection: Selection,
): readonly Column<MilestoneCamera>[] {
  const ticks = ticksOf(page, selection);
  return [
    {
      key: 'tick',
      width: '44px',
      head: (
        <Checkbox
          label={t('discovery.selectAll')}
          checked={ticks.all}
          mixed={ticks.some && !ticks.all}
          disabled={ticks.choices.length === 0}
          onChange={ticks.toggle}
        />
      ),
      cell: (camera) => (
        <Checkbox
          label={t('discovery.select', { name: camera.name })}
          checked={selection.has(camera.id)}
          disabled={camera.imported}
          onChange={() => selection.toggle(camera)}
        />
      ),
    },
    { key: 'name', head: t('discovery.column.name'), cell: (camera) => <NameCell {...camera} /> },
    {
      key: 'server',
      width: '16%',
      head: t('discovery.column.server'),
      cell: ({ recordingServer }) => <span className={styles.second}>{recordingServer}</span>,
    },
    {
      key: 'recording',
      width: '14%',
      head: t('discovery.column.recording'),
      cell: ({ recording }) => (
        <span className={cx(styles.flag, recording && styles.on)}>
          {t(recording ? 'discovery.recording.yes' : 'discovery.recording.no')}
        </span>
      ),
    },
    {
      key: 'ptz',
      width: '9%',
      head: t('discovery.column.ptz'),
      cell: ({ ptzEnabled }) => (
        <span className={cx(!ptzEnabled && styles.second)}>
          {t(ptzEnabled ? 'discovery.ptz.yes' : 'discovery.ptz.no')}
        </span>
      ),
    },
    {
      key: 'state',
      width: '17%',
      head: t('discovery.column.state'),
      cell: (camera) =>
        camera.imported ? (
          <ImportedCell camera={camera} />
        ) : (
          <span className={styles.second}>{t('discovery.state.new')}</span>
        ),
    },
  ];
}

const NameCell = ({ name, enabled }: MilestoneCamera) => (
  <span className={styles.name}>
    <bdi>{name}</bdi>
    {!enabled && <span className={styles.chip}>{t('discovery.disabled')}</span>}
  </span>
);

const ImportedCell = ({ camera }: { readonly camera: MilestoneCamera }) => (
  <span className={styles.imported}>
    <Check aria-hidden="true" />
    {t('discovery.state.imported')}
    {camera.cameraId && (
      <Link href={`/cameras/${camera.cameraId}`} aria-label={t('discovery.open.name', { name: camera.name })}>
        {t('discovery.open')}
      </Link>
    )}
  </span>
);
