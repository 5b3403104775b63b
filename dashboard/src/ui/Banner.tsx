import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { cx } from './cx.ts';

type BannerProps = {
  readonly tone: 'danger' | 'warn' | 'info' | 'ok';
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

const icons = { danger: TriangleAlert, warn: TriangleAlert, info: Info, ok: CircleCheck };

/** What happened, what we do about it and what the reader can do, in place. Spoken when it appears. */
export function Banner({ tone, title, children, action }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
