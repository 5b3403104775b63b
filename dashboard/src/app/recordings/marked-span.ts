import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { keyText } from '../../keys/key-name.ts';
import { ownKeys } from '../../keys/own-keys.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { toast } from '../../ui/toasts.ts';

/** Our guess of the server's clock may be so much ahead of it, in ms. */
const AHEAD_MS = 1_000;

/** What is marked and may have footage: nothing of the future. Undefined where less than a second is left. */
export function markedSpan(): Span | undefined {
  const { selection } = useTimeline.getState();
  if (!selection) return undefined;
  const to = Math.min(selection.to, serverNow() - AHEAD_MS);
  return to - selection.from >= 1_000 ? { from: selection.from, to } : undefined;
}

export function sayHowToMark(): void {
  const { selectFrom, selectTo } = ownKeys();
  const ends = { from: keyText(selectFrom), to: keyText(selectTo) };
  toast('info', t('exports.nothingMarked'), t('exports.nothingMarked.text', ends));
}
