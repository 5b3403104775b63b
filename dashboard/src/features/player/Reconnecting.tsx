import { t } from '../../i18n/t.ts';
import { useNow } from '../../time/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { describeFailure } from './describe-failure.ts';
import type { PlayerState } from './player-machine.ts';
import { StageMessage } from './StageMessage.tsx';

type ReconnectingProps = {
  readonly state: Extract<PlayerState, { phase: 'reconnecting' }>;
  readonly onRetry: (() => void) | undefined;
};

/** What broke, and when the stream is opened again by itself. */
export function Reconnecting({ state, onRetry }: ReconnectingProps) {
  useNow(1_000);
  const seconds = Math.max(0, Math.ceil((state.retryAt - Date.now()) / 1_000));
  const { title } = describeFailure(state.failure);
  return (
    <StageMessage
      title={title}
      text={seconds > 0 ? t('player.reconnecting.in', { seconds }) : t('player.reconnecting.now')}
      bad
    >
      <Button onClick={onRetry}>{t('player.reconnecting.action')}</Button>
    </StageMessage>
  );
}
