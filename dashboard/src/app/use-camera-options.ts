import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { camerasQuery } from '../features/cameras/cameras.query.ts';
import { cameraName } from '../i18n/camera-name.ts';
import type { ComboOption } from '../ui/ComboField.tsx';

/** Every camera to choose from, by the name that the reader knows. */
export function useCameraOptions(): readonly ComboOption[] {
  const { data } = useQuery(camerasQuery());
  return useMemo(
    () => (data ?? []).map((camera) => ({ value: camera.id, label: cameraName(camera) })),
    [data],
  );
}
