import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './ConfirmDialog.module.css';
import { useLayerHost } from './use-layer-host.ts';

type ConfirmDialogProps = {
  /** The button that asks. */
  readonly trigger: ReactElement;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
};

/** Asks before something that can't be undone. Focus goes to the harmless answer first. */
export const ConfirmDialog = ({ trigger, title, text, confirm, cancel, onConfirm }: ConfirmDialogProps) => (
  <AlertDialog.Root>
    <AlertDialog.Trigger render={trigger} />
    <AlertDialog.Portal container={useLayerHost()}>
      <AlertDialog.Backdrop className={styles.backdrop} />
      <AlertDialog.Popup className={styles.popup}>
        <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
        <AlertDialog.Description className={styles.text}>{text}</AlertDialog.Description>
        <div className={styles.actions}>
          <AlertDialog.Close render={<Button>{cancel}</Button>} />
          <AlertDialog.Close render={<Button look="danger">{confirm}</Button>} onClick={onConfirm} />
        </div>
      </AlertDialog.Popup>
    </AlertDialog.Portal>
  </AlertDialog.Root>
);
