import { Me, type Role, roleIncludes } from '@playhead/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';

/** Who is signed in. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => getJson('/auth/me', Me, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The person whose page this is. Below the sign-in gate it is always known. */
export const useMe = (): Me | undefined => useQuery(meQuery()).data;

/** Whether the signed-in person may do what `needed` may do. */
export function useMay(needed: Role): boolean {
  const me = useMe();
  return me !== undefined && roleIncludes(me.role, needed);
}
