import styles from './Skeleton.module.css';

type SkeletonProps = { readonly width?: string; readonly height?: string; readonly round?: boolean };

/** A grey shape where content is on its way. The region around it says `aria-busy`. */
export const Skeleton = ({ width = '100%', height = '12px', round = false }: SkeletonProps) => (
  <span
    className={styles.skeleton}
    style={{ inlineSize: width, blockSize: height, borderRadius: round ? '50%' : undefined }}
    aria-hidden="true"
  />
);
