import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createQueryClient } from '../api/query-client.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { SignInGate } from './SignInGate.tsx';
import { Shell } from './shell/Shell.tsx';

/** Everything. Nothing below the gate is drawn until it is known who is signed in. */
export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={500}>
          <Toaster>
            <SignInGate>{(me) => <Shell me={me} />}</SignInGate>
          </Toaster>
        </Tooltip.Provider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
