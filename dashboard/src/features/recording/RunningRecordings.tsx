import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { RecordingIndicator } from './RecordingIndicator.tsx';
import { type ActiveOnCamera, activeRecordingsQuery, usePollInterval } from './recording.query.ts';

const Running = createContext<ReadonlyMap<string, ActiveOnCamera>>(new Map());

/** Tells the lines within what their cameras record: asked for once, as lines come and go by the dozen while a list scrolls. */
export function RunningRecordings({ children }: { readonly children: ReactNode }) {
  const { data } = useQuery({ ...activeRecordingsQuery(), refetchInterval: usePollInterval() });
  const byCamera = useMemo(
    () => new Map(data?.map((recording) => [recording.cameraId, recording] as const)),
    [data],
  );
  return <Running value={byCamera}>{children}</Running>;
}

/** The indicator of a camera that records; nothing beside one that doesn't. Stands within {@link RunningRecordings}. */
export function CameraIndicator({ cameraId }: { readonly cameraId: string }) {
  const recording = useContext(Running).get(cameraId);
  return recording ? <RecordingIndicator recording={recording} /> : null;
}
