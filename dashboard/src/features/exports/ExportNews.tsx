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

/** Tells, on whatever page, how the exports end that were begun in this tab. */
export const ExportNews = () => useWatched(({ ids }) => ids).map((id) => <Followed key={id} id={id} />);

function Followed({ id }: { readonly id: string }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(exportQuery(id));
  useEffect(() => {
    if (isProblem(error, 'export-not-found')) unwatchExport(id);
    if (data === undefined || isUnfinished(data)) return;
    unwatchExport(id);
    tell(data);
    void queries.invalidateQueries({ queryKey: [...exportsKey, 'page'] });
  }, [id, data, error, queries]);
  return null;
}

function tell({ status, cameraName, problem }: ExportJob) {
  if (status === 'done')
    toast('ok', t('exports.toast.done'), t('exports.toast.done.text', { name: cameraName }));
  if (status === 'failed') {
    const why = problem && (problemTitle(problem.code) ?? problem.detail);
    toast('danger', t('exports.toast.failed', { name: cameraName }), why);
  }
}
