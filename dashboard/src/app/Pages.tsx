import type { Me } from '@playhead/contracts';
import { Suspense, useEffect } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { readKeysOf } from '../keys/own-keys.store.ts';
import {
  AuditPage,
  CameraPage,
  DiscoverPage,
  ExportsPage,
  FetchAhead,
  HistoryPage,
  NotFoundPage,
  OverviewPage,
  PlaybackPage,
  RecordingsPage,
  SyncsPage,
  UsersPage,
} from './lazy-pages.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';

/** Which page stands at which address. */
export function Pages({ me }: { readonly me: Me }) {
  useEffect(() => readKeysOf(me.id), [me.id]);
  return <PageAtAddress me={me} />;
}

const PageAtAddress = ({ me }: { readonly me: Me }) => (
  <Suspense fallback={<PageSkeleton />}>
    <Switch>
      <Route path="/">
        <Redirect to="/cameras" replace />
      </Route>
      <Route path="/cameras">
        <OverviewPage me={me} />
      </Route>
      <Route path="/cameras/:id">{({ id }) => <CameraPage key={id} id={id} me={me} />}</Route>
      <Route path="/cameras/:id/recordings">{({ id }) => <RecordingsPage key={id} id={id} me={me} />}</Route>
      <Route path="/playback">
        <PlaybackPage me={me} />
      </Route>
      <Route path="/recordings">
        <HistoryPage me={me} />
      </Route>
      <Route path="/exports">
        <ExportsPage me={me} />
      </Route>
      <Route path="/discover">
        <DiscoverPage me={me} />
      </Route>
      <Route path="/discover/syncs">
        <SyncsPage me={me} />
      </Route>
      <Route path="/users">
        <UsersPage me={me} />
      </Route>
      <Route path="/audit">
        <AuditPage me={me} />
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
    <FetchAhead />
  </Suspense>
);
