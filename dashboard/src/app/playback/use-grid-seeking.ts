import { useEffect, useRef } from 'react';
import type { GridControls } from '../../features/player/grid/use-grid.ts';
import type { Footage } from '../../features/recordings/footage.ts';
import { fitView, reveal, useTimeline, zoomAt } from '../../features/timeline/timeline.store.ts';
import type { TimelineCommand } from '../../features/timeline/timeline-keys.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import { lengthOf } from '../../time/span.ts';
import { toast } from '../../ui/toasts.ts';
import type { PageCommand } from '../recordings/page-keys.ts';

type Wiring = {
  readonly controls: GridControls | undefined;
  readonly footage: ReadonlyMap<string, Footage> | undefined;
  /** The moment that the address asks for, epoch ms. */
  readonly linked: number | undefined;
  /** The camera whose pictures are stepped through. */
  readonly leader: string | undefined;
  readonly onSought: (at: number) => void;
  readonly onCopyLink: () => void;
  readonly onFullscreen: () => void;
  readonly onAsk: (question: 'keys' | 'time') => void;
};

/** Every way to another moment of all cameras: clicks, keys, steps and links. */
export function useGridSeeking(wiring: Wiring) {
  const { controls, footage, linked, leader, onSought, onCopyLink, onFullscreen, onAsk } = wiring;
  const opened = useRef<{ at: number; by: GridControls } | undefined>(undefined);

  const seek = (moment: number) => {
    if (!controls) return;
    const at = Math.min(moment, serverNow());
    opened.current = { at, by: controls };
    reveal(at);
    controls.open(at);
    onSought(at);
  };

  useEffect(() => {
    if (linked === undefined || !controls) return;
    if (opened.current?.at === linked && opened.current.by === controls) return;
    opened.current = { at: linked, by: controls };
    reveal(linked);
    controls.open(linked);
  }, [linked, controls]);

  const here = () => wantedMoment() ?? middleOfView();
  const seekBy = (ms: number) => seek(here() + ms);

  const stepPicture = (direction: 1 | -1) => {
    if (leader === undefined) return;
    controls?.stepPicture(leader, here(), direction).catch((error: unknown) => {
      const { title, text } = describeError(error);
      toast('danger', title, text);
    });
  };

  /** To where any of the cameras begins to have footage, after or before here. */
  const step = (direction: 'next' | 'previous') => {
    const starts = [...(footage?.values() ?? [])].flatMap(({ sequences }) =>
      sequences.map(({ from }) => from),
    );
    const found =
      direction === 'next'
        ? starts.filter((from) => from > here()).toSorted((a, b) => a - b)[0]
        : starts.filter((from) => from < here() - HERE_MS).toSorted((a, b) => b - a)[0];
    if (found !== undefined) seek(found);
  };

  const move = (command: TimelineCommand) => {
    if (command.do === 'move') seekBy(command.ms);
    else if (command.do === 'zoom') zoomAt(command.factor, here());
    else if (command.do === 'step') step(command.direction);
    else {
      const { view } = useTimeline.getState();
      seek(command.edge === 'first' ? view.from : view.to);
    }
  };

  /** Does what a key asks for; keys of the single player that mean nothing here do nothing. */
  const obey = (command: PageCommand) => {
    switch (command.do) {
      case 'toggle':
        return controls?.toggle();
      case 'shuttle':
        return controls?.shuttle(command.direction);
      case 'picture':
        return stepPicture(command.direction);
      case 'share': {
        const { view } = useTimeline.getState();
        return seek(view.from + lengthOf(view) * command.share);
      }
      case 'fit':
        return fitView();
      case 'live':
        return seek(serverNow());
      case 'link':
        return onCopyLink();
      case 'fullscreen':
        return onFullscreen();
      case 'keys':
      case 'time':
        return onAsk(command.do);
      case 'move':
      case 'step':
      case 'edge':
      case 'zoom':
        return move(command);
      default:
        return undefined;
    }
  };

  return { seek, seekBy, stepPicture, move, obey };
}

/** Footage that begins within this of the clock, in ms, counts as where we are. */
const HERE_MS = 3_000;

function middleOfView(): number {
  const { from, to } = useTimeline.getState().view;
  return Math.min((from + to) / 2, serverNow());
}
