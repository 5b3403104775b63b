import { ChevronsRight } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { contains } from '../../time/span.ts';
import { useNow } from '../../time/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { goToNow, useTimeline } from './timeline.store.ts';

/** The way back to now, while that is not on the screen. */
export function GoToNow() {
  const now = useNow(1000);
  const away = useTimeline(({ view }) => !contains(view, now));
  return away ? (
    <Button icon={<ChevronsRight aria-hidden="true" />} onClick={() => goToNow(now)}>
      {t('timeline.goToNow')}
    </Button>
  ) : null;
}
