import { Dialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';
import frame from './ConfirmDialog.module.css';
import styles from './Drawer.module.css';
import { VisuallyHidden } from './VisuallyHidden.tsx';

type DrawerProps = {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly children: ReactNode;
};

/** What stands beside the page where there is room, over it where there is not. Escape or a press beside it closes it. */
export const Drawer = ({ trigger, open, onOpenChange, title, children }: DrawerProps) => (
  <Dialog.Root open={open} onOpenChange={onOpenChange}>
    <Dialog.Trigger render={trigger} />
    <Dialog.Portal>
      <Dialog.Backdrop className={frame.backdrop} />
      <Dialog.Popup className={styles.drawer}>
        <Dialog.Title render={<VisuallyHidden />}>{title}</Dialog.Title>
        {children}
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
