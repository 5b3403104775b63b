import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Toaster } from '../ui/Toaster.tsx';

/** Draws what a page would draw around `children`. Nothing is tried twice: a test sees the first answer. */
export function renderApp(children: ReactNode) {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  const view = render(
    <QueryClientProvider client={queries}>
      <Tooltip.Provider>
        <Toaster>{children}</Toaster>
      </Tooltip.Provider>
    </QueryClientProvider>,
  );
  return { ...view, queries, user: userEvent.setup() };
}
