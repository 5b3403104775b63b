import type { CameraStatus } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './StatusDot.module.css';

const texts = {
  ONLINE: 'camera.status.ONLINE',
  OFFLINE: 'camera.status.OFFLINE',
  ERROR: 'camera.status.ERROR',
} as const;

const tones: Record<CameraStatus, Tone> = { ONLINE: 'ok', OFFLINE: 'neutral', ERROR: 'warn' };

/** A camera's status in colour, shape and words. */
export const StatusDot = ({ status }: { readonly status: CameraStatus }) => (
  <>
    <span className={cx(styles.dot, styles[status])} title={t(texts[status])} aria-hidden="true" />
    <VisuallyHidden>{t(texts[status])}</VisuallyHidden>
  </>
);

export const StatusBadge = ({ status }: { readonly status: CameraStatus }) => (
  <Badge tone={tones[status]}>
    <span className={cx(styles.dot, styles[status])} aria-hidden="true" />
    {t(texts[status])}
  </Badge>
);
