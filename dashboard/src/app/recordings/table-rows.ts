import type { Footage } from '../../features/recordings/footage.ts';
import type { Mark } from '../../features/timeline/marks.ts';
import { t } from '../../i18n/t.ts';
import { gapReason } from '../../playback/gap-reason.ts';
import { overlaps, type Span } from '../../time/span.ts';

type Named = { readonly id: string; readonly name: string };

/** A camera, and what the timeline shows of it, as far as that is known. */
export type Listed = Named & {
  readonly footage: Footage | undefined;
  /** Recordings that were started by hand. */
  readonly manual?: readonly Span[] | undefined;
  readonly marks?: readonly Mark[] | undefined;
};

export type TableRow = Span & {
  readonly key: string;
  readonly camera: Named;
  readonly what: string;
  /** Whether it can be gone to. */
  readonly playable: boolean;
};

/** What lies in `view`, one after the other: footage and gaps, what was recorded by hand, and what somebody marked. */
export const rowsIn = (cameras: readonly Listed[], view: Span): readonly TableRow[] =>
  cameras
    .flatMap(rowsOf)
    .filter((one) => overlaps(one, view))
    .toSorted((a, b) => a.from - b.from);

function rowsOf({ id, name, footage, manual = [], marks = [] }: Listed): TableRow[] {
  const row = (kind: string, span: Span, what: string, playable = true): TableRow => ({
    key: `${id} ${kind} ${span.from}`,
    from: span.from,
    to: span.to,
    camera: { id, name },
    what,
    playable,
  });
  return [
    ...(footage?.sequences ?? []).map((one) => row('recorded', one, t('timeline.recorded'))),
    ...(footage?.gaps ?? []).map((one) => row('gap', one, gapText(one.reason), false)),
    ...manual.map((one) => row('manual', one, t('timeline.legend.manual'))),
    ...marks.map((one) => ({ ...row('mark', one, markText(one)), key: `${id} ${one.key}` })),
  ];
}

const gapText = (reason: string | undefined): string =>
  [t('timeline.gap'), reason && gapReason(reason)].filter(Boolean).join(' · ');

const markText = ({ count, words }: Mark): string =>
  words
    ? `${t('timeline.legend.bookmark')} · ${words.title} · ${words.by}`
    : t('timeline.marks.several', { count });
