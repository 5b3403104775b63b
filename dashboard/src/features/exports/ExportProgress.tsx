import type { ExportJob, ExportStatus } from '@playhead/contracts';
import { problemTitle } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration, formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import styles from './Exports.module.css';
import { isUnfinished, shareDone } from './export-state.ts';

const tones: Record<ExportStatus, Tone> = {
  queued: 'neutral',
  running: 'neutral',
  done: 'ok',
  failed: 'danger',
  cancelled: 'neutral',
};

/** How far an export is, and what stands in its way. */
export function ExportProgress({ job }: { readonly job: ExportJob }) {
  const { status, problem, parts, remainingSeconds, gaps = [], expiresAt } = job;
  const zone = currentZone();
  const joining = status === 'running' && parts.done === parts.total;
  return (
    <div className={styles.state}>
      <Badge tone={tones[status]}>{t(`exports.state.${status}`)}</Badge>
      {isUnfinished(job) && <ProgressBar label={t('exports.progress')} value={shareDone(job)} />}
      {joining && <span className={styles.more}>{t('exports.joining')}</span>}
      {!joining && remainingSeconds !== undefined && (
        <span className={styles.more}>
          {t('exports.left', { left: formatDuration(remainingSeconds * 1000) })}
        </span>
      )}
      {problem && (
        <span className={styles.problem}>
          {problem.step ? `${t(`exports.step.${problem.step}`)}: ` : ''}
          {problemTitle(problem.code) ?? problem.detail}
          {problem.retryAt &&
            ` · ${t('exports.retryAt', { time: formatTime(Date.parse(problem.retryAt), zone) })}`}
        </span>
      )}
      {gaps.length > 0 && <span className={styles.more}>{t('exports.gaps', { count: gaps.length })}</span>}
      {status === 'done' && expiresAt && (
        <span className={styles.more}>
          {t('exports.keptUntil', { time: formatDateTime(Date.parse(expiresAt), zone) })}
        </span>
      )}
    </div>
  );
}
