import type { Camera } from '@playhead/contracts';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { cameraName } from '../../i18n/camera-name.ts';
import { cx } from '../../ui/cx.ts';
import styles from './CameraLink.module.css';
import { StatusDot } from './StatusDot.tsx';

type CameraLinkProps = {
  readonly camera: Camera;
  readonly selected: boolean;
  readonly tabIndex?: number;
  readonly children?: ReactNode;
};

/** A camera's row in a list. Names are isolated, for they may be written in either direction. */
export const CameraLink = ({ camera, selected, tabIndex, children }: CameraLinkProps) => (
  <Link
    href={`/cameras/${camera.id}`}
    className={cx(styles.link, selected && styles.selected)}
    tabIndex={tabIndex}
    aria-current={selected ? 'page' : undefined}
  >
    <StatusDot status={camera.status} />
    <bdi className={styles.name} title={cameraName(camera)}>
      {cameraName(camera)}
    </bdi>
    {children}
  </Link>
);
