import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { t } from '../i18n/t.ts';
import frame from './ConfirmDialog.module.css';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';

type DialogProps = {
  /** The button that opens it; without one, `open` alone decides. */
  readonly trigger?: ReactElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly wide?: boolean;
  /** What has the focus first, where that is not the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/** A form or a list over the page, which Escape and its cross close. Focus stays in it and goes back afterwards. */
export const Dialog = ({
  trigger,
  open,
  onOpenChange,
  title,
  wide = false,
  initialFocus,
  children,
}: DialogProps) => (
  <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
    {trigger && <BaseDialog.Trigger render={trigger} />}
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className={frame.backdrop} />
      <BaseDialog.Popup
        className={cx(frame.popup, styles.popup, wide && styles.wide)}
        initialFocus={initialFocus}
      >
        <div className={styles.head}>
          <BaseDialog.Title className={frame.title}>{title}</BaseDialog.Title>
          <BaseDialog.Close className={styles.close} aria-label={t('action.close')}>
            <X aria-hidden="true" />
          </BaseDialog.Close>
        </div>
        {children}
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  </BaseDialog.Root>
);

/** The foot of a form in a dialog. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <div className={frame.actions}>{children}</div>
);
