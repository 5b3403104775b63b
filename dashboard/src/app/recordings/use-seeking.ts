import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { PlayerControls } from '../../features/player/use-player.ts';
import { findSequence } from '../../features/recordings/footage.query.ts';
import { type Footage, footageBefore, nothingFollows, startAt } from '../../features/recordings/footage.ts';
import { momentOf } from '../../features/recordings/ranges.ts';
import { reveal, useTimeline, zoomAt } from '../../features/timeline/timeline.store.ts';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { formatDateTime } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { contains } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { toast } from '../../ui/toasts.ts';
import { currentLink } from './page-link.ts';

type Direction = 'next' | 'previous';

/**
 * Every way to another moment: clicks, keys, steps and links. The address always holds the last moment asked for, so
 * that a reload and a copied link come back to it.
 */
export function useSeeking(
  cameraId: string,
  controls: PlayerControls | undefined,
  footage: Footage | undefined,
) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const linked = momentOf(useSearch());
  const opened = useRef<{ at: number; by: PlayerControls } | undefined>(undefined);

  const startFor = (moment: number) =>
    footage && !footage.density && contains(footage.window, moment)
      ? startAt(footage.sequences, moment)
      : undefined;

  const seek = (moment: number) => {
    if (!controls) return;
    const known = startFor(moment);
    if (footage && !known && nothingFollows(footage, moment, serverNow())) return sayNone('next', moment);
    const { at, skipped } = known ?? { at: moment, skipped: undefined }; // else the server decides
    opened.current = { at, by: controls };
    reveal(at);
    controls.open(at, skipped);
    navigate(currentLink(cameraId, at), { replace: true });
  };

  useEffect(() => {
    if (linked === undefined || !controls) return;
    if (opened.current?.at === linked && opened.current.by === controls) return;
    opened.current = { at: linked, by: controls };
    reveal(linked);
    controls.open(linked);
  }, [linked, controls]);

  const here = () => wantedMoment() ?? middleOfView();

  const step = async (direction: Direction) => {
    try {
      const found = await findSequence(queries, cameraId, here(), direction);
      if (found) return seek(found.from);
      sayNone(direction, here());
    } catch (error) {
      sayFailed(error);
    }
  };

  /** Back through footage, not through time: at the start of a sequence it goes on from the end of the one before. */
  const back = async (ms: number) => {
    const from = here();
    const known = footage && footageBefore(footage.sequences, from, ms);
    if (known !== undefined) return seek(known);
    try {
      const before = await findSequence(queries, cameraId, from, 'previous');
      if (before) return seek(Math.max(before.from, Math.min(before.to, from) - ms));
      sayNone('previous', from);
    } catch (error) {
      sayFailed(error);
    }
  };

  const seekBy = (ms: number) => {
    if (ms < 0) void back(-ms);
    else seek(Math.min(here() + ms, serverNow()));
  };

  const goToEdge = (edge: 'first' | 'last') => {
    const moment = edgeOf(footage, edge);
    if (moment !== undefined) seek(moment);
  };

  /** As near to now as there is footage. */
  const goLive = async () => {
    try {
      const latest = await findSequence(queries, cameraId, serverNow(), 'previous');
      if (latest) seek(Math.max(latest.from, latest.to - LAST_MOMENTS_MS));
      else sayNone('previous', serverNow());
    } catch (error) {
      sayFailed(error);
    }
  };

  const obey = (command: TimelineCommand) => {
    switch (command.do) {
      case 'move':
        return seekBy(command.ms);
      case 'step':
        return void step(command.direction);
      case 'zoom':
        return zoomAt(command.factor, here());
      case 'edge':
        return goToEdge(command.edge);
    }
  };

  return {
    seek,
    /** A press that may become a click on `moment`. */
    warm: (moment: number) => controls?.warm(startFor(moment)?.at ?? moment),
    seekBy,
    step: (direction: Direction) => void step(direction),
    goToEdge,
    goLive: () => void goLive(),
    obey,
  };
}

export type Seeking = ReturnType<typeof useSeeking>;

function sayFailed(error: unknown): void {
  const { title, text } = describeError(error);
  toast('danger', title, text);
}

function sayNone(direction: Direction, moment: number): void {
  const time = formatDateTime(moment, currentZone());
  toast('info', t(direction === 'next' ? 'recordings.noneAfter' : 'recordings.noneBefore', { time }));
}

function middleOfView(): number {
  const { from, to } = useTimeline.getState().view;
  return Math.min((from + to) / 2, serverNow());
}

/** How long before its end the last footage is entered, in ms. */
const LAST_MOMENTS_MS = 10_000;

/** The first or the last moment of footage in the range. */
function edgeOf(footage: Footage | undefined, edge: 'first' | 'last'): number | undefined {
  const { range } = useTimeline.getState();
  const stretches = footage?.density?.filter(({ share }) => share > 0) ?? footage?.sequences ?? [];
  const inside = stretches.filter(({ from, to }) => from < range.to && to > range.from);
  const sequence = edge === 'first' ? inside[0] : inside.at(-1);
  if (!sequence) return undefined;
  const [from, to] = [Math.max(sequence.from, range.from), Math.min(sequence.to, range.to)];
  return edge === 'first' ? from : Math.max(from, to - LAST_MOMENTS_MS);
}
