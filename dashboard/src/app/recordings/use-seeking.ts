import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { PlayerControls } from '../../features/player/use-player.ts';
import { findSequence, footageQuery, type Side } from '../../features/recordings/footage.query.ts';
import {
  edgeOf,
  type Footage,
  footageBefore,
  lastMomentsOf,
  nothingFollows,
  startAt,
} from '../../features/recordings/footage.ts';
import { momentOf } from '../../features/recordings/ranges.ts';
import { reveal, useTimeline, zoomBy } from '../../features/timeline/timeline.store.ts';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { dayAround } from '../../time/days.ts';
import { serverNow } from '../../time/server-clock.ts';
import { contains, type Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { currentLink } from './page-link.ts';
import { here, sayFailed, sayNone, sayNoneThatDay } from './where-to.ts';

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

  const go = (moment: number, kept: 'kept' | 'replaced') => {
    if (!controls) return;
    const known = startFor(moment);
    if (footage && !known && nothingFollows(footage, moment, serverNow())) return sayNone('next', moment);
    const { at, skipped } = known ?? { at: moment, skipped: undefined }; // else the server decides
    opened.current = { at, by: controls };
    reveal(at);
    controls.open(at, skipped);
    const before = momentOf(location.search);
    navigate(currentLink(cameraId, at), {
      replace: kept === 'replaced' || before === undefined || before === at,
    });
  };

  /** To another moment, as while scrubbing: the address only follows. */
  const seek = (moment: number) => go(moment, 'replaced');

  /** A leap to somewhere else, from which the browser's Back leads here again. */
  const leap = (moment: number) => go(moment, 'kept');

  useEffect(() => {
    if (linked === undefined || !controls) return;
    if (opened.current?.at === linked && opened.current.by === controls) return;
    opened.current = { at: linked, by: controls };
    reveal(linked);
    controls.open(linked);
  }, [linked, controls]);

  const step = async (direction: Side) => {
    try {
      const found = await findSequence(queries, cameraId, here(), direction);
      if (found) return leap(found.from);
      sayNone(direction, here());
    } catch (error) {
      sayFailed(error);
    }
  };

  /** To where footage is nearest to one side of a stretch that has none. */
  const goNearest = async (side: Side, empty: Span) => {
    const edge = side === 'next' ? empty.to : empty.from;
    try {
      const found = await findSequence(queries, cameraId, edge, side);
      if (found) return leap(side === 'next' ? found.from : lastMomentsOf(found));
      sayNone(side, edge);
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

  /** To the first or the last footage of the range. */
  const goToEdge = (edge: 'first' | 'last') => {
    const moment = footage && edgeOf(footage, useTimeline.getState().range, edge);
    if (moment !== undefined) leap(moment);
  };

  /** To the first or the last footage of the day around here. */
  const goToDayEdge = async (edge: 'first' | 'last') => {
    const day = dayAround(here(), currentZone());
    try {
      const moment = edgeOf(await queries.fetchQuery(footageQuery(cameraId, day)), day, edge);
      if (moment !== undefined) leap(moment);
      else sayNoneThatDay(day.from);
    } catch (error) {
      sayFailed(error);
    }
  };

  /** As near to now as there is footage. */
  const goLive = async () => {
    try {
      const latest = await findSequence(queries, cameraId, serverNow(), 'previous');
      if (latest) leap(lastMomentsOf(latest));
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
        return zoomBy(command.factor, here());
      case 'edge':
        return void goToDayEdge(command.edge);
    }
  };

  return {
    seek,
    leap,
    /** Where the viewer is, else the middle of what the timeline shows. */
    here,
    /** A press that may become a click on `moment`. */
    warm: (moment: number) => controls?.warm(startFor(moment)?.at ?? moment),
    seekBy,
    step: (direction: Side) => void step(direction),
    goNearest: (side: Side, empty: Span) => void goNearest(side, empty),
    goToEdge,
    goLive: () => void goLive(),
    obey,
  };
}

export type Seeking = ReturnType<typeof useSeeking>;
