import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger';

type BadgeProps = { readonly tone: Tone; readonly children: ReactNode };

/** A state in one word, in the colour that states of its kind have everywhere. */
export const Badge = ({ tone, children }: BadgeProps) => (
  <span className={cx(styles.badge, tone !== 'neutral' && styles[tone])}>{children}</span>
);
