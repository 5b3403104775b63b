import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createQueryClient } from '../api/query-client.ts';
import { useLanguage } from '../i18n/language.ts';
import { useZones, zoneOf } from '../time/zone-choice.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { SignInGate } from './SignInGate.tsx';
import { Shell } from './shell/Shell.tsx';

/**
 * Everything. Nothing below the gate is drawn until it is known who is signed in. A change of language
 * or time zone draws all of it anew: no text or time of the old one can stay behind.
 */
export function App() {
  const [queries] = useState(createQueryClient);
  const { locale, direction } = useLanguage();
  const zone = useZones(zoneOf);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <DirectionProvider key={`${locale} ${zone}`} direction={direction}>
          <Tooltip.Provider delay={500}>
            <Toaster>
              <SignInGate>{(me) => <Shell me={me} />}</SignInGate>
            </Toaster>
          </Tooltip.Provider>
        </DirectionProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
