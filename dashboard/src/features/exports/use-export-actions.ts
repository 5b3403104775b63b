import { ExportJob } from '@playhead/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteAt, getJson, postJson } from '../../api/http.ts';
import { describeError } from '../../i18n/describe-error.ts';
import type { Span } from '../../time/span.ts';
import { toast } from '../../ui/toasts.ts';
import { exportsKey } from './exports.query.ts';
import { unwatchExport, watchExport } from './watched-exports.ts';

/** An empty reason is none. */
type ExportWish = { readonly cameraId: string; readonly span: Span; readonly reason: string };

/** Has a range made into a file. */
export function useStartExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ cameraId, span, reason }: ExportWish) =>
      postJson(`/cameras/${cameraId}/exports`, ExportJob, {
        startTime: new Date(span.from).toISOString(),
        endTime: new Date(span.to).toISOString(),
        ...(reason && { reason }),
      }),
    onSuccess: ({ exportId }) => watchExport(exportId),
    onSettled: () => queries.invalidateQueries({ queryKey: [...exportsKey, 'page'] }),
  });
}

/** What can be done with an export that is there. What fails is told as a toast. */
export function useExportActions(exportId: string) {
  const queries = useQueryClient();
  const settled = {
    onError: (error: unknown) => {
      const { title, text } = describeError(error);
      toast('danger', title, text);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: exportsKey }),
  };
  const end = useMutation({
    mutationFn: () => deleteAt(`/exports/${exportId}`),
    onMutate: () => unwatchExport(exportId),
    ...settled,
  });
  const retry = useMutation({
    mutationFn: () => postJson(`/exports/${exportId}/retry`, ExportJob, {}),
    onSuccess: () => watchExport(exportId),
    ...settled,
  });
  // The link in the list may have run out while the page stood open.
  const download = useMutation({
    mutationFn: async () => save(await getJson(`/exports/${exportId}`, ExportJob)),
    ...settled,
  });
  return { end, retry, download };
}

/** The browser downloads it by itself, and goes on after a break. */
function save({ file }: ExportJob) {
  if (file === undefined) return;
  const link = document.createElement('a');
  link.href = file.url;
  link.download = file.name;
  link.click();
}
