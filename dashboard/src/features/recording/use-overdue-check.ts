import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { recordingStatusKey } from './recording.query.ts';

const GRACE_MS = 2_000;
const CHECK_EVERY_MS = 5_000;

/** A recording whose time is up but whose end nobody told is asked about until it is known. */
export function useOverdueCheck(cameraId: string, leftMs: number): void {
  const queries = useQueryClient();
  const overdue = leftMs < -GRACE_MS;

  useEffect(() => {
    if (!overdue) return;
    const check = () => void queries.invalidateQueries({ queryKey: recordingStatusKey(cameraId) });
    check();
    const timer = setInterval(check, CHECK_EVERY_MS);
    return () => clearInterval(timer);
  }, [overdue, cameraId, queries]);
}
