import type { ExportJob } from '@playhead/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isProblem } from '../../api/errors.ts';
import { problemTitle } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { toast } from '../../ui/toasts.ts';
import { isUnfinished } from './export-state.ts';
import { exportQuery, exportsKey } from './exports.query.ts';
import { unwatchExport, useWatched } from './watched-exports.ts';

type NameOf = (job: ExportJob) => string | undefined;

/** Tells, on whatever page, how the exports end that were begun in this tab. `nameOf`: as the reader knows the camera. */
export const ExportNews = ({ nameOf }: { readonly nameOf: NameOf }) =>
  useWatched(({ ids }) => ids).map((id) => <Followed key={id} id={id} nameOf={nameOf} />);

function Followed({ id, nameOf }: { readonly id: string; readonly nameOf: NameOf }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(exportQuery(id));
  const name = data && (nameOf(data) ?? data.cameraName);
  useEffect(() => {
    if (isProblem(error, 'export-not-found')) unwatchExport(id);
    if (data === undefined || name === undefined || isUnfinished(data)) return;
    unwatchExport(id);
    tell(data, name);
    void queries.invalidateQueries({ queryKey: [...exportsKey, 'page'] });
  }, [id, data, name, error, queries]);
  return null;
}

function tell({ status, problem }: ExportJob, name: string) {
  if (status === 'done') toast('ok', t('exports.toast.done'), t('exports.toast.done.text', { name }));
  if (status === 'failed') {
    const why = problem && (problemTitle(problem.code) ?? problem.detail);
    toast('danger', t('exports.toast.failed', { name }), why);
  }
}
