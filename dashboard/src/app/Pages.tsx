import type { Me } from '@playhead/contracts';
import { Redirect, Route, Switch } from 'wouter';
import { CameraPage } from './pages/CameraPage.tsx';
import { DiscoverPage } from './pages/DiscoverPage.tsx';
import { HistoryPage } from './pages/HistoryPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { OverviewPage } from './pages/OverviewPage.tsx';
import { RecordingsPage } from './pages/RecordingsPage.tsx';

/** Which page stands at which address. */
export const Pages = ({ me }: { readonly me: Me }) => (
  <Switch>
    <Route path="/">
      <Redirect to="/cameras" replace />
    </Route>
    <Route path="/cameras">
      <OverviewPage me={me} />
    </Route>
    <Route path="/cameras/:id">{({ id }) => <CameraPage key={id} id={id} me={me} />}</Route>
    <Route path="/cameras/:id/recordings">{({ id }) => <RecordingsPage key={id} id={id} me={me} />}</Route>
    <Route path="/recordings">
      <HistoryPage me={me} />
    </Route>
    <Route path="/discover">
      <DiscoverPage me={me} />
    </Route>
    <Route>
      <NotFoundPage />
    </Route>
  </Switch>
);
