import { Toast } from '@base-ui/react/toast';

/** Short messages about what just happened elsewhere. What concerns the page's own content is said in place. */
export const toasts = Toast.createToastManager();

type Tone = 'ok' | 'info' | 'danger';

const wordsOf = (title: string, description: string | undefined) => ({
  title,
  ...(description === undefined ? {} : { description }),
});

export const toast = (tone: Tone, title: string, description?: string): void => {
  toasts.add({
    type: tone,
    ...wordsOf(title, description),
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: tone === 'danger' ? 12_000 : 6_000,
  });
};

/** What can be done about it, from the message. */
type Action = { readonly label: string; readonly act: () => void };

/** Tells what happened and offers to do something about it, while there is time; returns what takes the offer away. */
export function offer(title: string, description: string, action: Action | undefined): () => void {
  const close = () => toasts.close(id);
  const onClick = () => {
    close();
    action?.act();
  };
  const id = toasts.add({
    type: 'info',
    ...wordsOf(title, description),
    ...(action && { actionProps: { children: action.label, onClick } }),
    priority: 'low',
    timeout: 12_000,
  });
  return close;
}
