import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import styles from './Popover.module.css';

type PopoverProps = {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly title: string;
  readonly children: ReactNode;
};

/** Settings that unfold from a button and take effect at once. Escape or a press beside it closes it. */
export const Popover = ({ trigger, title, children }: PopoverProps) => (
  <BasePopover.Root>
    <BasePopover.Trigger render={trigger} />
    <BasePopover.Portal>
      <BasePopover.Positioner sideOffset={8} align="end" className={styles.positioner}>
        <BasePopover.Popup className={styles.popup}>
          <BasePopover.Title className={styles.title}>{title}</BasePopover.Title>
          {children}
        </BasePopover.Popup>
      </BasePopover.Positioner>
    </BasePopover.Portal>
  </BasePopover.Root>
);

type ChoiceProps = { readonly label: string; readonly children: ReactNode };

/** A choice of a popover under its name, which the control in it says to assistive technology itself. */
export const PopoverChoice = ({ label, children }: ChoiceProps) => (
  <div className={styles.choice}>
    <span className={styles.label} aria-hidden="true">
      {label}
    </span>
    {children}
  </div>
);
