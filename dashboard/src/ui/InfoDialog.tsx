import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import styles from './ConfirmDialog.module.css';

type InfoDialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly close: string;
  /** What can be done besides, before the button that closes it. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
};

/** Something to read over the page; Escape, a click beside it and its button, which has the focus, close it. */
export function InfoDialog({ open, onClose, title, close, extra, children }: InfoDialogProps) {
  const closer = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} data-wide="" initialFocus={closer}>
          <Dialog.Title className={styles.title}>{title}</Dialog.Title>
          {children}
          <div className={styles.actions}>
            {extra}
            <Dialog.Close ref={closer} render={<Button look="primary">{close}</Button>} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
