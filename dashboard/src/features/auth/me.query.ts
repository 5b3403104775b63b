import { Me } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';

/** Who is signed in. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => getJson('/auth/me', Me, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
