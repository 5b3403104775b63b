import { cameraSearchKey } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { camerasQuery } from '../features/cameras/cameras.query.ts';
import { cameraName } from '../i18n/camera-name.ts';
import type { Option } from '../ui/option.ts';

/** Every camera to choose from, by the name that the reader knows; found by either of its names. */
export function useCameraOptions(): readonly Option[] {
  const { data } = useQuery(camerasQuery());
  return useMemo(
    () =>
      (data ?? []).map((camera) => ({
        value: camera.id,
        label: cameraName(camera),
        searchKey: cameraSearchKey(camera),
      })),
    [data],
  );
}

/** What the reader calls a camera; undefined for one that is not known. */
export function useCameraNames(): (cameraId: string) => string | undefined {
  const options = useCameraOptions();
  const names = useMemo(() => new Map(options.map(({ value, label }) => [value, label])), [options]);
  return (cameraId) => names.get(cameraId);
}
