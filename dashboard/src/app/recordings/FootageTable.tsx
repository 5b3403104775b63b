import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration } from '../../time/format.ts';
import { lengthOf, type Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { InfoDialog } from '../../ui/InfoDialog.tsx';
import { type Listed, rowsIn, type TableRow } from './table-rows.ts';

/** More would be no help: one looks closer. */
const MOST = 200;

type FootageTableProps = {
  /** One at least. */
  readonly cameras: readonly Listed[];
  /** To footage, or to a mark that may have none. */
  readonly onPlay: (at: number) => void;
};

/** What the timeline draws, to be read and played by those who do not see it. */
export function FootageTable({ cameras, onPlay }: FootageTableProps) {
  const [view, setView] = useState<Span>();
  const rows = view ? rowsIn(cameras, view) : [];
  const [first, ...others] = cameras;
  const title =
    others.length > 0 || !first
      ? t('footageTable.title.several')
      : t('footageTable.title', { name: first.name });
  const coarse = cameras.some(({ footage }) => footage?.density);
  const play = (at: number) => {
    setView(undefined);
    onPlay(at);
  };
  return (
    <>
      <IconButton label={t('footageTable.open')} onClick={() => setView(useTimeline.getState().view)}>
        <Table2 aria-hidden="true" />
      </IconButton>
      <InfoDialog
        open={view !== undefined}
        onClose={() => setView(undefined)}
        title={title}
        close={t('keys.close')}
      >
        <DataTable
          label={title}
          narrow
          columns={others.length > 0 ? [cameraColumn(), ...columnsFor(play)] : columnsFor(play)}
          rows={rows.slice(0, MOST)}
          keyOf={({ key }) => key}
          empty={<p>{t(coarse ? 'footageTable.coarse' : 'recordings.none')}</p>}
          foot={rows.length > 0 && footText(rows.length, coarse)}
        />
      </InfoDialog>
    </>
  );
}

function footText(count: number, coarse: boolean) {
  if (coarse) return <span>{t('footageTable.coarse')}</span>;
  return count > MOST && <span>{t('footageTable.more', { count: MOST })}</span>;
}

const cameraColumn = (): Column<TableRow> => ({
  key: 'camera',
  head: t('footageTable.camera'),
  cell: ({ camera }) => <bdi>{camera.name}</bdi>,
});

const time = (at: number) => (
  <time dateTime={new Date(at).toISOString()}>{formatDateTime(at, currentZone())}</time>
);

const columnsFor = (play: (at: number) => void): readonly Column<TableRow>[] => [
  {
    key: 'what',
    head: t('footageTable.what'),
    cell: ({ what }) => <bdi>{what}</bdi>,
  },
  { key: 'start', head: t('footageTable.start'), cell: ({ from }) => time(from) },
  { key: 'end', head: t('footageTable.end'), cell: ({ to }) => time(to) },
  {
    key: 'length',
    head: t('footageTable.length'),
    cell: (row) => row.to > row.from && formatDuration(lengthOf(row)),
  },
  {
    key: 'play',
    head: t('footageTable.play'),
    cell: ({ playable, from }) =>
      playable && (
        <Button
          aria-label={t('footageTable.playFrom', { time: formatDateTime(from, currentZone()) })}
          onClick={() => play(from)}
        >
          {t('footageTable.play')}
        </Button>
      ),
  },
];
