import {
  type CreateUserRequest,
  type UpdateUserRequest,
  User,
  UserCameras,
  UserList,
} from '@playhead/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteAt, getJson, patchJson, postJson, putJson } from '../../api/http.ts';

export const USERS_PER_PAGE = 50;

const usersKey = ['users'] as const;

type UsersWanted = {
  readonly search: string;
  /** From 0. */
  readonly page: number;
};

/** One page of the accounts that match. The old page stays on screen until the new one is there. */
export const usersQuery = ({ search, page }: UsersWanted) =>
  queryOptions({
    queryKey: [...usersKey, search, page],
    queryFn: ({ signal }) => {
      const query = { search: search.trim(), limit: USERS_PER_PAGE, offset: page * USERS_PER_PAGE };
      return getJson('/users', UserList, { query, signal });
    },
    placeholderData: keepPreviousData,
  });

/** The cameras that somebody was given one by one. Asked for anew each time: another administrator may change them. */
export const userCamerasQuery = (id: string) =>
  queryOptions({
    queryKey: ['user-cameras', id],
    queryFn: ({ signal }) => getJson(`/users/${id}/cameras`, UserCameras, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

function useChange<Given>(mutationFn: (given: Given) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: usersKey }),
  });
}

export const useCreateUser = () =>
  useChange((request: CreateUserRequest) => postJson('/users', User, request));

export const useUpdateUser = (id: string) =>
  useChange((changes: UpdateUserRequest) => patchJson(`/users/${id}`, User, changes));

export const useDeleteUser = (id: string) => useChange(() => deleteAt(`/users/${id}`));

/** Which cameras somebody sees: every one, also those imported later, or these. */
export type Access = 'all' | readonly string[];

/** Changes what somebody sees. The list is stored before it counts, so that at no moment they see more than was meant. */
export const useSetAccess = (id: string) =>
  useChange(async (access: Access) => {
    if (access !== 'all') await putJson(`/users/${id}/cameras`, UserCameras, { cameraIds: access });
    await patchJson(`/users/${id}`, User, { allCameras: access === 'all' });
  });
