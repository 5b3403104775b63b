import type { ComponentProps } from 'react';

/** The mark of the product: play, and the playhead. Decorative; its name stands beside it. */
export const Logo = (props: ComponentProps<'svg'>) => (
  <svg viewBox="0 0 32 32" aria-hidden="true" {...props}>
    <rect width="32" height="32" rx="7" fill="var(--surface-3)" />
    <path
      d="M8 8.6v14.8a1 1 0 0 0 1.5.87l9.9-7.4a1.1 1.1 0 0 0 0-1.74l-9.9-7.4A1 1 0 0 0 8 8.6Z"
      fill="var(--accent)"
    />
    <rect x="22" y="6" width="3" height="20" rx="1.5" fill="var(--playhead)" />
  </svg>
);
