import type { Messages } from '../language.ts';
import { admin } from './admin.ts';
import { auth } from './auth.ts';
import { bookmarks } from './bookmarks.ts';
import { cameras } from './cameras.ts';
import { common } from './common.ts';
import { discovery } from './discovery.ts';
import { exports } from './exports.ts';
import { grid } from './grid.ts';
import { history } from './history.ts';
import { overview } from './overview.ts';
import { playback } from './playback.ts';
import { problems } from './problems.ts';
import { recording } from './recording.ts';

/** Every Arabic text of the dashboard, by key. */
export const ar: Messages = {
  ...common,
  ...admin,
  ...auth,
  ...bookmarks,
  ...cameras,
  ...discovery,
  ...recording,
  ...history,
  ...exports,
  ...grid,
  ...overview,
  ...playback,
  ...problems,
};
