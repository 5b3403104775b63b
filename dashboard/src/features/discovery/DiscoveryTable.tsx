import type { MilestoneCamera } from '@playhead/contracts';
import { Check } from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './DiscoveryTable.module.css';
import type { Selection } from './use-selection.ts';

type DiscoveryTableProps = {
  readonly cameras: readonly MilestoneCamera[];
  readonly selection: Selection;
  readonly pending: boolean;
  /** The shown rows belong to the filters before; new ones are on their way. */
  readonly stale: boolean;
};

export const DiscoveryTable = ({ cameras, selection, pending, stale }: DiscoveryTableProps) => (
  <table
    className={cx(styles.table, stale && styles.stale)}
    aria-label={t('discovery.table')}
    aria-busy={pending || stale}
  >
    <thead>
      <tr>
        <th scope="col" className={styles.tick}>
          <Checkbox
            label={t('discovery.selectAll')}
            checked={selection.all}
            mixed={selection.some && !selection.all}
            disabled={selection.choices.length === 0}
            onChange={selection.toggleAll}
          />
        </th>
        <th scope="col">{t('discovery.column.name')}</th>
        <th scope="col" className={styles.server}>
          {t('discovery.column.server')}
        </th>
        <th scope="col" className={styles.recording}>
          {t('discovery.column.recording')}
        </th>
        <th scope="col" className={styles.ptz}>
          {t('discovery.column.ptz')}
        </th>
        <th scope="col" className={styles.state}>
          {t('discovery.column.state')}
        </th>
      </tr>
    </thead>
    <tbody>
      {pending ? (
        <SkeletonRows />
      ) : (
        cameras.map((camera) => <CameraRow key={camera.id} camera={camera} selection={selection} />)
      )}
    </tbody>
  </table>
);

function CameraRow({
  camera,
  selection,
}: {
  readonly camera: MilestoneCamera;
  readonly selection: Selection;
}) {
  const selected = selection.has(camera.id);
  return (
    <tr className={cx(selected && styles.selected)}>
      <td className={styles.tick}>
        <Checkbox
          label={t('discovery.select', { name: camera.name })}
          checked={selected}
          disabled={camera.imported}
          onChange={() => selection.toggle(camera)}
        />
      </td>
      <td className={styles.name}>
        <bdi>{camera.name}</bdi>
        {!camera.enabled && <span className={styles.chip}>{t('discovery.disabled')}</span>}
      </td>
      <td className={styles.second}>{camera.recordingServer}</td>
      <td>
        <span className={cx(styles.flag, camera.recording && styles.on)}>
          {t(camera.recording ? 'discovery.recording.yes' : 'discovery.recording.no')}
        </span>
      </td>
      <td className={cx(!camera.ptzEnabled && styles.second)}>
        {t(camera.ptzEnabled ? 'discovery.ptz.yes' : 'discovery.ptz.no')}
      </td>
      <td>
        {camera.imported ? (
          <ImportedCell camera={camera} />
        ) : (
          <span className={styles.second}>{t('discovery.state.new')}</span>
        )}
      </td>
    </tr>
  );
}

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

const SkeletonRows = () =>
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((row, index) => (
    <tr key={row}>
      <td className={styles.tick}>
        <Skeleton width="16px" height="16px" />
      </td>
      {[`${45 + ((index * 17) % 40)}%`, '120px', '76px', '36px', '88px'].map((width) => (
        <td key={width}>
          <Skeleton width={width} />
        </td>
      ))}
    </tr>
  ));
