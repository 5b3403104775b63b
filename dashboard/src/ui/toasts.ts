import { Toast } from '@base-ui/react/toast';

/** Short messages about what just happened elsewhere. What concerns the page's own content is said in place. */
export const toasts = Toast.createToastManager();

type Tone = 'ok' | 'info' | 'danger';

export const toast = (tone: Tone, title: string, description?: string): void => {
  toasts.add({
    type: tone,
    title,
    ...(description === undefined ? {} : { description }),
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: tone === 'danger' ? 12_000 : 6_000,
  });
};
