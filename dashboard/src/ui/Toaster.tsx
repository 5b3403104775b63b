import { Toast } from '@base-ui/react/toast';
import { CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './Toaster.module.css';
import { toasts } from './toasts.ts';
import { useLayerHost } from './use-layer-host.ts';

const icons = new Map([
  ['ok', CircleCheck],
  ['danger', TriangleAlert],
]);

function ToastList() {
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((item) => {
    const Icon = icons.get(item.type ?? '') ?? Info;
    return (
      <Toast.Root
        key={item.id}
        toast={item}
        data-testid="toast"
        className={cx(styles.toast, styles[item.type ?? 'info'])}
      >
        <Toast.Content className={styles.content}>
          <Icon className={styles.icon} aria-hidden="true" />
          <div className={styles.body}>
            <Toast.Title className={styles.title} />
            <Toast.Description className={styles.text} />
          </div>
          <Toast.Action className={styles.action} />
          <Toast.Close className={styles.close} aria-label={t('action.dismiss')}>
            <X aria-hidden="true" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}

/** Shows toasts at the lower inline end, newest last, and lets F6 reach them. */
export const Toaster = ({ children }: { readonly children: ReactNode }) => (
  <Toast.Provider toastManager={toasts} limit={4}>
    {children}
    <Toast.Portal container={useLayerHost()}>
      <Toast.Viewport className={styles.viewport}>
        <ToastList />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
);
