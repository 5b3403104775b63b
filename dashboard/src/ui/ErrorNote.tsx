import { RotateCw } from 'lucide-react';
import { describeError } from '../i18n/describe-error.ts';
import { t } from '../i18n/t.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

type ErrorNoteProps = { readonly error: unknown; readonly onRetry?: () => void; readonly busy?: boolean };

/** An error in place, in words, with a way on. */
export function ErrorNote({ error, onRetry, busy = false }: ErrorNoteProps) {
  const { title, text } = describeError(error);
  return (
    <Banner
      tone="danger"
      title={title}
      action={
        onRetry && (
          <Button icon={<RotateCw aria-hidden="true" />} busy={busy} onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )
      }
    >
      {text}
    </Banner>
  );
}
