import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

type Props = { readonly children: ReactNode };

/** The last resort: an error while drawing shows words and a way on instead of a blank page. React logs it. */
export class ErrorBoundary extends Component<Props, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <EmptyState
        heading
        icon={<TriangleAlert />}
        title={t('page.crashed.title')}
        text={t('page.crashed.text')}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            {t('page.crashed.action')}
          </Button>
        }
      />
    );
  }
}
