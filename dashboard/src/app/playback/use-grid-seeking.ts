import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { GridControls } from '../../features/player/grid/use-grid.ts';
import type { Side } from '../../features/recordings/footage.query.ts';
import { edgeOf, lastMomentsOf } from '../../features/recordings/footage.ts';
import {
  findSequences,
  type SeveralFootage,
  severalFootageQuery,
} from '../../features/recordings/several.query.ts';
import { reveal, useTimeline, zoomBy } from '../../features/timeline/timeline.store.ts';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { dayAround } from '../../time/days.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { here, sayFailed, sayNone, sayNoneThatDay } from '../recordings/where-to.ts';

type Wiring = {
  readonly controls: GridControls | undefined;
  readonly cameraIds: readonly string[];
  readonly footage: SeveralFootage | undefined;
  /** The moment that the address asks for, epoch ms. */
  readonly linked: number | undefined;
  /** The camera whose pictures are stepped through. */
  readonly chosen: string | undefined;
  /** The address holds `at` now; with `kept` the browser's Back leads to the one before. */
  readonly onSought: (at: number, before: 'kept' | 'replaced') => void;
};

/** Every way to another moment of all cameras: clicks, keys, steps and links. */
export function useGridSeeking({ controls, cameraIds, footage, linked, chosen, onSought }: Wiring) {
  const queries = useQueryClient();
  const opened = useRef<{ at: number; by: GridControls } | undefined>(undefined);

  const go = (moment: number, before: 'kept' | 'replaced') => {
    if (!controls) return;
    const at = Math.min(moment, serverNow());
    opened.current = { at, by: controls };
    reveal(at);
    controls.open(at);
    onSought(at, linked === undefined || linked === at ? 'replaced' : before);
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

  const seekBy = (ms: number) => seek(here() + ms);

  const stepPicture = (direction: 1 | -1) => {
    if (chosen !== undefined) controls?.stepPicture(chosen, here(), direction).catch(sayFailed);
  };

  const goToAny = async (at: number, side: Side, enter: (sequences: readonly Span[]) => number) => {
    try {
      const found = await findSequences(queries, cameraIds, at, side);
      if (found) leap(enter(found));
      else sayNone(side, at);
    } catch (error) {
      sayFailed(error);
    }
  };

  /** To where any of the cameras begins to have footage, after or before here. */
  const step = (side: Side) => {
    const nearest = side === 'next' ? Math.min : Math.max;
    void goToAny(here(), side, (found) => nearest(...found.map(({ from }) => from)));
  };

  /** As near to now as any of them has footage. */
  const goLive = () =>
    void goToAny(serverNow(), 'previous', (found) => Math.max(...found.map(lastMomentsOf)));

  /** To the first or the last footage of any of them in the range. */
  const edge = (which: 'first' | 'last') => {
    const moment = footage && edgeOfAny(footage, useTimeline.getState().range, which);
    if (moment !== undefined) leap(moment);
  };

  /** The same in the day around here. */
  const dayEdge = async (which: 'first' | 'last') => {
    const zone = currentZone();
    const day = dayAround(here(), zone);
    try {
      const footageThen = await queries.fetchQuery(severalFootageQuery(cameraIds, day, zone));
      const moment = edgeOfAny(footageThen, day, which);
      if (moment !== undefined) leap(moment);
      else sayNoneThatDay(day.from);
    } catch (error) {
      sayFailed(error);
    }
  };

  const obey = (command: TimelineCommand) => {
    switch (command.do) {
      case 'move':
        return seekBy(command.ms);
      case 'step':
        return step(command.direction);
      case 'zoom':
        return zoomBy(command.factor, here());
      case 'edge':
        return void dayEdge(command.edge);
    }
  };

  return { seek, leap, seekBy, step, edge, goLive, stepPicture, obey };
}

function edgeOfAny(footage: SeveralFootage, range: Span, which: 'first' | 'last'): number | undefined {
  const edges = [...footage.values()]
    .map((one) => edgeOf(one, range, which))
    .filter((at) => at !== undefined);
  if (edges.length === 0) return undefined;
  return which === 'first' ? Math.min(...edges) : Math.max(...edges);
}
