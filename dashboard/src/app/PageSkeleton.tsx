import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './PageSkeleton.module.css';

/** What stands where a page will: its heading, its content. */
export const PageSkeleton = () => (
  <div className={styles.page} aria-busy="true">
    <Skeleton width="280px" height="24px" />
    <Skeleton height="56vh" />
  </div>
);
