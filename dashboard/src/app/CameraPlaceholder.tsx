import { CameraOff } from 'lucide-react';
import { t } from '../i18n/t.ts';
import { ButtonLink } from '../ui/ButtonLink.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import styles from './PageSkeleton.module.css';
import { PageSkeleton } from './PageSkeleton.tsx';

type CameraPlaceholderProps = {
  readonly query: {
    readonly isPending: boolean;
    readonly isFetching: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
};

/** What stands where a camera would: while it loads, when it can't be loaded, when there is none. */
export function CameraPlaceholder({ query }: CameraPlaceholderProps) {
  if (query.isPending) return <PageSkeleton />;
  if (query.error) {
    return (
      <div className={styles.page}>
        <ErrorNote error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  return (
    <EmptyState
      heading
      icon={<CameraOff />}
      title={t('problem.camera-not-found.title')}
      text={t('problem.camera-not-found.text')}
      action={<ButtonLink href="/cameras">{t('page.notFound.action')}</ButtonLink>}
    />
  );
}
