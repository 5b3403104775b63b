import { t } from '../../../i18n/t.ts';
import { usePlayhead } from '../../../playback/playhead.store.ts';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import { useGridStore } from './grid.store.ts';
import type { GridCamera } from './PlaybackGrid.tsx';

type GridVoiceProps = { readonly cameras: readonly GridCamera[]; readonly chosen: string | undefined };

/** Tells assistive technology what all pictures do, which camera is chosen, and whose sound is heard. */
export function GridVoice({ cameras, chosen }: GridVoiceProps) {
  const idle = usePlayhead(({ at }) => at === undefined);
  const scrubbing = usePlayhead((playhead) => playhead.scrubbing);
  const wanted = useGridStore((state) => state.wanted);
  const held = useGridStore((state) => state.held);
  const heard = useGridStore((state) => state.heard);
  const nameOf = (id: string | undefined) => cameras.find((one) => one.id === id)?.name;
  const name = nameOf(chosen);
  const speaker = nameOf(heard);
  const state = scrubbing ? 'scrubbing' : idle ? 'idle' : wanted === 'play' ? 'playing' : 'paused';
  const waits = held && !scrubbing;
  return (
    <>
      <VisuallyHidden role="status" data-testid="grid-state" data-state={waits ? 'waiting' : state}>
        {waits ? t('grid.waiting') : t(`player.state.${state}`)}
      </VisuallyHidden>
      <VisuallyHidden role="status">
        {cameras.length > 1 && name !== undefined ? t('grid.chosen', { name }) : ''}
      </VisuallyHidden>
      <VisuallyHidden role="status">
        {speaker === undefined ? t('grid.sound.off') : t('grid.sound.on', { name: speaker })}
      </VisuallyHidden>
    </>
  );
}
