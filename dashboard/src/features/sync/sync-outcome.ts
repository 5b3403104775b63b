import type { SyncSummary } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type SyncOutcome = 'running' | 'completed' | 'partly' | 'failed';

export const outcomeTones: Record<SyncOutcome, Tone> = {
  running: 'neutral',
  completed: 'ok',
  partly: 'warn',
  failed: 'danger',
};

/** How a sync went. One that ran through and could not bring some cameras up to date is no success. */
export function outcomeOf({ status, errors }: SyncSummary): SyncOutcome {
  if (status === 'in_progress') return 'running';
  if (status === 'failed') return 'failed';
  return errors > 0 ? 'partly' : 'completed';
}

/** How far a running sync is, once it knows how many cameras there are. */
export const runningText = ({ done, discovered }: Pick<SyncSummary, 'done' | 'discovered'>): string =>
  discovered > 0 ? t('sync.runningAt', { done, discovered }) : t('sync.running');
