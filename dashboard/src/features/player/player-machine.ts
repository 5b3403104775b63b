import type { Span } from '../../time/span.ts';

/** Why there is no picture. `problem` carries the error of the API or of the network. */
export type PlayerFailure =
  | { readonly kind: 'problem'; readonly error: unknown }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'undecodable' };

/** What the player is doing: exactly one of these, each drawn. */
export type PlayerState =
  | { readonly phase: 'idle' }
  /** The pictures of `at` (epoch ms) are on their way. */
  | { readonly phase: 'loading'; readonly at: number }
  | { readonly phase: 'playing' }
  | { readonly phase: 'paused' }
  /** Played until the pictures ran out; more are on their way. */
  | { readonly phase: 'buffering' }
  /** They have been on their way for so long that the viewer should know and may act. */
  | { readonly phase: 'stalled' }
  /** A stretch without footage was skipped, and is told for a moment. */
  | { readonly phase: 'gap'; readonly gap: Span }
  | { readonly phase: 'ended' }
  | { readonly phase: 'error'; readonly failure: PlayerFailure };

export type PlayerModel = {
  readonly state: PlayerState;
  /** What the viewer wants, whatever the state: it is kept over seeking, loading and waiting. */
  readonly wanted: 'play' | 'pause';
  /** A gap skipped on the way to what is loading, to be told once it shows. */
  readonly skipped?: Span | undefined;
};

export type PlayerEvent =
  | { readonly type: 'opened'; readonly at: number; readonly skipped?: Span | undefined }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** A picture of what was opened is on screen. `skipped` is what the server left out to get there. */
  | { readonly type: 'shown'; readonly skipped?: Span | undefined }
  | { readonly type: 'moved-on' }
  | { readonly type: 'ran-dry' }
  | { readonly type: 'takes-long' }
  | { readonly type: 'skipped-gap'; readonly gap: Span }
  | { readonly type: 'gap-told' }
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly failure: PlayerFailure }
  | { readonly type: 'closed' };

export const idlePlayer: PlayerModel = { state: { phase: 'idle' }, wanted: 'pause' };

const active = ({ wanted }: PlayerModel): PlayerState => ({
  phase: wanted === 'play' ? 'playing' : 'paused',
});

const over = new Set<PlayerState['phase']>(['idle', 'ended', 'error']);
const running = new Set<PlayerState['phase']>(['playing', 'gap', 'buffering', 'stalled']);
const waiting = new Set<PlayerState['phase']>(['buffering', 'stalled']);

/** The player after an event. Events that make no sense in a state leave it as it is. */
export function playerAfter(model: PlayerModel, event: PlayerEvent): PlayerModel {
  const { state, wanted } = model;
  const to = (next: PlayerState, change: Partial<PlayerModel> = {}): PlayerModel => ({
    wanted,
    ...change,
    state: next,
  });

  switch (event.type) {
    case 'opened':
      return to(
        { phase: 'loading', at: event.at },
        { wanted: over.has(state.phase) ? 'play' : wanted, skipped: event.skipped },
      );
    case 'play':
      return state.phase === 'paused'
        ? to({ phase: 'playing' }, { wanted: 'play' })
        : { ...model, wanted: 'play' };
    case 'pause':
      return running.has(state.phase)
        ? to({ phase: 'paused' }, { wanted: 'pause' })
        : { ...model, wanted: 'pause' };
    case 'shown': {
      if (state.phase !== 'loading' && !waiting.has(state.phase)) return model;
      const gap = model.skipped ?? event.skipped;
      return to(gap ? { phase: 'gap', gap } : active(model));
    }
    case 'moved-on':
      return waiting.has(state.phase) ? to(active(model)) : model;
    case 'ran-dry':
      return state.phase === 'playing' || state.phase === 'gap' ? to({ phase: 'buffering' }) : model;
    case 'takes-long':
      return state.phase === 'loading' || state.phase === 'buffering'
        ? { ...model, state: { phase: 'stalled' } }
        : model;
    case 'skipped-gap':
      return running.has(state.phase) ? to({ phase: 'gap', gap: event.gap }) : model;
    case 'gap-told':
      return state.phase === 'gap' ? to(active(model)) : model;
    case 'ended':
      return over.has(state.phase) ? model : to({ phase: 'ended' }, { wanted: 'pause' });
    case 'failed':
      return to({ phase: 'error', failure: event.failure }, { wanted: 'pause' });
    case 'closed':
      return idlePlayer;
  }
}
