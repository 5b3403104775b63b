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

type Named = { readonly id: string; readonly name: string };

/** A camera, and its footage as far as that is known. */
type Listed = Named & { readonly footage: Footage | undefined };

type Stretch = Span & {
  readonly camera: Named;
  readonly recorded: boolean;
  readonly reason?: string | undefined;
};

/** What lies in `view`, one after the other. */
const stretchesIn = (cameras: readonly Listed[], view: Span): readonly Stretch[] =>
  cameras
    .flatMap(({ footage, ...camera }) => [
      ...(footage?.sequences ?? []).map((one) => ({ ...one, camera, recorded: true })),
      ...(footage?.gaps ?? []).map((one) => ({ ...one, camera, recorded: false })),
    ])
    .filter((one) => overlaps(one, view))
    .toSorted((a, b) => a.from - b.from);

type FootageTableProps = {
  /** One at least. */
  readonly cameras: readonly Listed[];
  readonly onPlay: (at: number) => void;
};

/** What the timeline draws, to be read and played by those who do not see it. */
export function FootageTable({ cameras, onPlay }: FootageTableProps) {
  const [view, setView] = useState<Span>();
  const rows = view ? stretchesIn(cameras, view) : [];
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
          keyOf={({ camera, from, recorded }) => `${camera.id} ${recorded} ${from}`}
          empty={<p>{t(coarse ? 'footageTable.coarse' : 'recordings.none')}</p>}
          foot={rows.length > MOST && <span>{t('footageTable.more', { count: MOST })}</span>}
        />
      </InfoDialog>
    </>
  );
}

const cameraColumn = (): Column<Stretch> => ({
  key: 'camera',
  head: t('footageTable.camera'),
  cell: ({ camera }) => <bdi>{camera.name}</bdi>,
});

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
