import { type Me, type RecordingSession, roleIncludes } from '@playhead/contracts';
import { History } from '../../features/history/History.tsx';
import { momentPath } from '../../features/recordings/ranges.ts';
import { t } from '../../i18n/t.ts';
import { useCameraOptions } from '../use-camera-options.ts';
import { useTitle } from '../use-title.ts';

const footageOf = ({ cameraId, startTime }: RecordingSession) => momentPath(cameraId, Date.parse(startTime));

/** The history, with the way from a recording to its footage. */
export function HistoryPage({ me }: { readonly me: Me }) {
  useTitle(t('history.title'));
  const cameras = useCameraOptions();
  const allowed = roleIncludes(me.role, 'investigator');
  return (
    <History
      cameras={cameras}
      footageOf={allowed ? footageOf : undefined}
      note={!allowed && t('history.needsRole', { role: t(`role.${me.role}`) })}
    />
  );
}
