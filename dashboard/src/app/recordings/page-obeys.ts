import type { PlayerControls } from '../../features/player/use-player.ts';
import { clearSelection, fitView, select, useTimeline } from '../../features/timeline/timeline.store.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { dayAround } from '../../time/days.ts';
import { lengthOf } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import type { PageCommand } from './page-keys.ts';
import type { Seeking } from './use-seeking.ts';
import { here } from './where-to.ts';

/** What a page with footage can do, whether it plays one camera or several. */
type Page = {
  readonly controls: Pick<PlayerControls, 'toggle' | 'shuttle' | 'slow' | 'endSlow'> | undefined;
  readonly seeking: Pick<Seeking, 'goLive' | 'obey'>;
  /** To a moment, with or without footage. */
  readonly point: (at: number) => void;
  readonly stepPicture: (direction: 1 | -1) => void;
  readonly mute: () => void;
  readonly saveSnapshot: () => void;
  readonly copyLink: () => void;
  readonly showKeys: () => void;
  readonly askTime: () => void;
  readonly askRecording: () => void;
  /** Where what is marked can be exported. */
  readonly askExport?: () => void;
  readonly fullscreen: () => void;
  /** Where footage is bookmarked. */
  readonly bookmark?: () => void;
  readonly stepMark: (direction: 'next' | 'previous') => void;
  /** To the camera above or below, where there are several. */
  readonly track?: (direction: 1 | -1) => void;
};

const setEdge = (edge: 'from' | 'to') => {
  const at = wantedMoment();
  if (at !== undefined) select(edge, at);
};

/** Does what a key asks for. */
export function pageObeys(page: Page, command: PageCommand) {
  const { controls, seeking } = page;
  switch (command.do) {
    case 'toggle':
      return controls?.toggle();
    case 'shuttle':
      return controls?.shuttle(command.direction);
    case 'slow':
      return controls?.slow(command.direction);
    case 'endSlow':
      return controls?.endSlow();
    case 'picture':
      return page.stepPicture(command.direction);
    case 'share': {
      const { view } = useTimeline.getState();
      return page.point(view.from + lengthOf(view) * command.share);
    }
    case 'select':
      return setEdge(command.edge);
    case 'clear':
      return clearSelection();
    case 'fit':
      return fitView(dayAround(here(), currentZone()));
    case 'live':
      return seeking.goLive();
    case 'mute':
      return page.mute();
    case 'fullscreen':
      return page.fullscreen();
    case 'mark':
      return page.stepMark(command.direction);
    case 'bookmark':
      return page.bookmark?.();
    case 'snapshot':
      return page.saveSnapshot();
    case 'link':
      return page.copyLink();
    case 'time':
      return page.askTime();
    case 'record':
      return page.askRecording();
    case 'export':
      return page.askExport?.();
    case 'keys':
      return page.showKeys();
    case 'track':
      return page.track?.(command.direction);
    default:
      return seeking.obey(command);
  }
}
