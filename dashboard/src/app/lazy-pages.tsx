import { lazy, useEffect } from 'react';

const audit = () => import('./pages/AuditPage.tsx');
const camera = () => import('./pages/CameraPage.tsx');
const discover = () => import('./pages/DiscoverPage.tsx');
const exported = () => import('./pages/ExportsPage.tsx');
const history = () => import('./pages/HistoryPage.tsx');
const notFound = () => import('./pages/NotFoundPage.tsx');
const overview = () => import('./pages/OverviewPage.tsx');
const playback = () => import('./pages/PlaybackPage.tsx');
const recordings = () => import('./pages/RecordingsPage.tsx');
const syncs = () => import('./pages/SyncsPage.tsx');
const users = () => import('./pages/UsersPage.tsx');

/** The pages, each fetched when it is first shown. */
export const AuditPage = lazy(async () => ({ default: (await audit()).AuditPage }));
export const CameraPage = lazy(async () => ({ default: (await camera()).CameraPage }));
export const DiscoverPage = lazy(async () => ({ default: (await discover()).DiscoverPage }));
export const ExportsPage = lazy(async () => ({ default: (await exported()).ExportsPage }));
export const HistoryPage = lazy(async () => ({ default: (await history()).HistoryPage }));
export const NotFoundPage = lazy(async () => ({ default: (await notFound()).NotFoundPage }));
export const OverviewPage = lazy(async () => ({ default: (await overview()).OverviewPage }));
export const PlaybackPage = lazy(async () => ({ default: (await playback()).PlaybackPage }));
export const RecordingsPage = lazy(async () => ({ default: (await recordings()).RecordingsPage }));
export const SyncsPage = lazy(async () => ({ default: (await syncs()).SyncsPage }));
export const UsersPage = lazy(async () => ({ default: (await users()).UsersPage }));

/** Fetches every page; settles also when some could not be had. */
export const fetchPages = () =>
  Promise.allSettled(
    [overview, camera, recordings, playback, history, exported, discover, syncs, users, audit, notFound].map(
      (fetch) => fetch(),
    ),
  );

/**
 * Fetches the other pages once the first is shown: they then open at once, and also while the server is away
 * or after it has been replaced by a newer one. What fails here is fetched when the page is opened.
 */
export function FetchAhead() {
  useEffect(() => {
    performance.mark('first-page-shown'); // measurements tell by it what was needed for that
    void fetchPages();
  }, []);
  return null;
}
