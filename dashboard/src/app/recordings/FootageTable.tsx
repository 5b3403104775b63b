import { Table2 } from 'lucide-react';
import { useState } from 'react';
import type { Footage } from '../../features/recordings/footage.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { gapReason } from '../../playback/gap-reason.ts';
import { formatDateTime, formatDuration } from '../../time/format.ts';
import { lengthOf, overlaps, type Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { InfoDialog } from '../../ui/InfoDialog.tsx';

/** More would be no help: one looks closer. */
const MOST = 200;

type Stretch = Span & { readonly recorded: boolean; readonly reason?: string | undefined };

/** What lies in `view`, one after the other. */
const stretchesIn = ({ sequences, gaps }: Footage, view: Span): readonly Stretch[] =>
  [
    ...sequences.map((one) => ({ ...one, recorded: true })),
    ...gaps.map((one) => ({ ...one, recorded: false })),
  ]
    .filter((one) => overlaps(one, view))
    .toSorted((a, b) => a.from - b.from);

type FootageTableProps = {
  readonly cameraName: string;
  readonly footage: Footage;
  readonly onPlay: (at: number) => void;
};

/** What the timeline draws, to be read and played by those who do not see it. */
export function FootageTable({ cameraName, footage, onPlay }: FootageTableProps) {
  const [view, setView] = useState<Span>();
  const rows = view ? stretchesIn(footage, view) : [];
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
        title={t('footageTable.title', { name: cameraName })}
        close={t('keys.close')}
      >
        <DataTable
          label={t('footageTable.title', { name: cameraName })}
          narrow
          columns={columnsFor(play)}
          rows={rows.slice(0, MOST)}
          keyOf={({ from, recorded }) => `${recorded} ${from}`}
          empty={<p>{t(footage.density ? 'footageTable.coarse' : 'recordings.none')}</p>}
          foot={rows.length > MOST && <span>{t('footageTable.more', { count: MOST })}</span>}
        />
      </InfoDialog>
    </>
  );
}

const time = (at: number) => (
  <time dateTime={new Date(at).toISOString()}>{formatDateTime(at, currentZone())}</time>
);

const columnsFor = (play: (at: number) => void): readonly Column<Stretch>[] => [
  {
    key: 'what',
    head: t('footageTable.what'),
    cell: ({ recorded, reason }) =>
      [t(recorded ? 'timeline.recorded' : 'timeline.gap'), reason && gapReason(reason)]
        .filter(Boolean)
        .join(' · '),
  },
  { key: 'start', head: t('footageTable.start'), cell: ({ from }) => time(from) },
  { key: 'end', head: t('footageTable.end'), cell: ({ to }) => time(to) },
  {
    key: 'length',
    head: t('footageTable.length'),
    cell: (stretch) => formatDuration(lengthOf(stretch)),
  },
  {
    key: 'play',
    head: t('footageTable.play'),
    cell: ({ recorded, from }) =>
      recorded && (
        <Button
          aria-label={t('footageTable.playFrom', { time: formatDateTime(from, currentZone()) })}
          onClick={() => play(from)}
        >
          {t('footageTable.play')}
        </Button>
      ),
  },
];
