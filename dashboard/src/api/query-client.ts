import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, ConnectionLost } from './errors.ts';

const MAX_RETRIES = 2;

/**
 * Only what may pass by itself is tried again: no answer, or a service that is starting. A VMS that is down is told
 * at once; its banner keeps trying.
 */
export const isWorthRetrying = (failures: number, error: unknown): boolean =>
  failures < MAX_RETRIES &&
  (error instanceof ConnectionLost || (error instanceof ApiProblem && error.code === 'service-unavailable'));

/** The cache of everything the server told. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: isWorthRetrying, staleTime: 15_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
