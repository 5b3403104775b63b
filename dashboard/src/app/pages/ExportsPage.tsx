import { type ExportJob, type Me, roleIncludes } from '@playhead/contracts';
import { LockKeyhole } from 'lucide-react';
import { Exports } from '../../features/exports/Exports.tsx';
import { momentPath } from '../../features/recordings/ranges.ts';
import { t } from '../../i18n/t.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useCameraNames } from '../use-camera-options.ts';
import { useTitle } from '../use-title.ts';

const footageOf = ({ cameraId, startTime }: ExportJob) => momentPath(cameraId, Date.parse(startTime));

/** The exports, with the way to their footage. */
export function ExportsPage({ me }: { readonly me: Me }) {
  useTitle(t('exports.title'));
  const nameOf = useCameraNames();
  if (!roleIncludes(me.role, 'investigator')) {
    return (
      <EmptyState
        heading
        icon={<LockKeyhole />}
        title={t('recordings.needsRole.title')}
        text={t('camera.viewRecordings.needsRole', { role: t(`role.${me.role}`) })}
      />
    );
  }
  return (
    <Exports
      nameOf={({ cameraId }) => nameOf(cameraId)}
      footageOf={footageOf}
      everybodys={roleIncludes(me.role, 'admin')}
    />
  );
}
