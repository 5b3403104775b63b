import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode, RefObject } from 'react';
import styles from './Popover.module.css';
import { useLayerHost } from './use-layer-host.ts';

type PopoverProps = {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly title: string;
  /** Whether it is open, where the page decides. */
  readonly open?: boolean;
  /** Which edges of it and its button are in line. */
  readonly align?: 'start' | 'end';
  readonly onOpenChange?: (open: boolean) => void;
  /** Keeps it open while the page beside it is used: for what would be lost. */
  readonly keep?: boolean;
  /** What has the focus first, where that is not the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/** What unfolds from a button. Escape closes it, and unless it is to be kept a press beside it. */
export const Popover = ({
  trigger,
  title,
  open,
  align = 'end',
  onOpenChange,
  keep = false,
  initialFocus,
  children,
}: PopoverProps) => (
  <BasePopover.Root
    {...(open !== undefined && { open })}
    onOpenChange={(next, { reason }) => {
      if (!keep || (reason !== 'outside-press' && reason !== 'focus-out')) onOpenChange?.(next);
    }}
  >
    <BasePopover.Trigger render={trigger} />
    <BasePopover.Portal container={useLayerHost()}>
      <BasePopover.Positioner sideOffset={8} align={align} className={styles.positioner}>
        <BasePopover.Popup className={styles.popup} initialFocus={initialFocus}>
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
