import { vi } from 'vitest';
import { ApiProblem, problemFor } from '../../../api/errors.ts';
import { t } from '../../../i18n/t.ts';
import { renderApp } from '../../../testing/render.tsx';
import { Player } from '../Player.tsx';
import { tellPlayer } from '../player.store.ts';
import type { PlayerEvent } from '../player-machine.ts';

export const noon = Date.parse('2026-03-01T12:00:00Z');

/** A player after these events, whose controls only remember what was asked of them. */
export function givenPlayer(...events: PlayerEvent[]) {
  for (const event of events) tellPlayer(event);
  const controls = {
    open: vi.fn(),
    warm: vi.fn(),
    toggle: vi.fn(),
    pause: vi.fn(),
    retry: vi.fn(),
    setSpeed: vi.fn(),
    slow: vi.fn(),
    endSlow: vi.fn(),
    shuttle: vi.fn(),
    stepPicture: vi.fn(),
    pictureInPicture: vi.fn(),
  };
  const actions = {
    seekBy: vi.fn(),
    step: vi.fn(),
    edge: vi.fn(),
    copyLink: vi.fn(),
    saveSnapshot: vi.fn(),
    showKeys: vi.fn(),
  };
  const view = renderApp(
    <Player
      mount={() => undefined}
      controls={controls}
      idle={<p>{t('recordings.idle.title')}</p>}
      actions={actions}
      reasonAt={() => 'camera_connection_lost'}
    />,
  );
  return { ...view, controls, actions };
}

export const opened: PlayerEvent = { type: 'opened', at: noon };
export const shown: PlayerEvent = { type: 'shown' };
export const failed = (code: Parameters<typeof problemFor>[0]): PlayerEvent => ({
  type: 'failed',
  failure: { kind: 'problem', error: new ApiProblem(problemFor(code)) },
});
