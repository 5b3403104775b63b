import { type Me, type RecordingSession, roleIncludes } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { camerasQuery } from '../../features/cameras/cameras.query.ts';
import { History } from '../../features/history/History.tsx';
import { momentPath } from '../../features/recordings/ranges.ts';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { useTitle } from '../use-title.ts';

const footageOf = ({ cameraId, startTime }: RecordingSession) => momentPath(cameraId, Date.parse(startTime));

/** The history, with the way from a recording to its footage. */
export function HistoryPage({ me }: { readonly me: Me }) {
  useTitle(t('history.title'));
  const { data } = useQuery(camerasQuery());
  const cameras = useMemo(
    () => (data ?? []).map((camera) => ({ value: camera.id, label: cameraName(camera) })),
    [data],
  );
  const allowed = roleIncludes(me.role, 'investigator');
  return (
    <History
      cameras={cameras}
      footageOf={allowed ? footageOf : undefined}
      note={!allowed && t('history.needsRole', { role: t(`role.${me.role}`) })}
    />
  );
}
