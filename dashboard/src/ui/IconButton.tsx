import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './IconButton.module.css';
import { useLayerHost } from './use-layer-host.ts';

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  /** Names the button for everybody: as its tooltip and to assistive technology. */
  readonly label: string;
  readonly look?: 'quiet' | 'solid';
  readonly children: ReactNode;
};

/** A button that is only an icon, at least 32 px wide, with its name on hover and focus. */
export function IconButton({ label, look = 'quiet', className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button
            type="button"
            {...rest}
            aria-label={label}
            onClick={rest['aria-disabled'] ? undefined : rest.onClick}
            className={cx(styles.button, styles[look], className)}
          />
        }
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal container={useLayerHost()}>
        <Tooltip.Positioner sideOffset={6} className={styles.positioner}>
          <Tooltip.Popup className={styles.tooltip}>{label}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
