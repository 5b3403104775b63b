import { Camera, CameraHealth, type UpdateCameraRequest } from '@playhead/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteAt, patchJson, postJson } from '../../api/http.ts';
import { camerasQuery } from './cameras.query.ts';

/** Changing, checking and deleting a camera. What the server answers is on screen at once. */
export function useCameraActions(id: string) {
  const queries = useQueryClient();
  const { queryKey } = camerasQuery();
  const change = (by: (camera: Camera) => Camera) =>
    queries.setQueryData(queryKey, (all) => all?.map((camera) => (camera.id === id ? by(camera) : camera)));

  const update = useMutation({
    mutationFn: (changes: UpdateCameraRequest) => patchJson(`/cameras/${id}`, Camera, changes),
    onSuccess: (camera) => change(() => camera),
  });

  const check = useMutation({
    mutationFn: () => postJson(`/cameras/${id}/health-check`, CameraHealth, {}),
    onSuccess: ({ status }) => change((camera) => ({ ...camera, status })),
  });

  const remove = useMutation({
    mutationFn: () => deleteAt(`/cameras/${id}`),
    onSuccess: () => queries.setQueryData(queryKey, (all) => all?.filter((camera) => camera.id !== id)),
  });

  return { update, check, remove };
}
