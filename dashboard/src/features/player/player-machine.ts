import type { Span } from '../../time/span.ts';

/** Why there is no picture. `problem` carries the error of the API or of the network. */
export type PlayerFailure =
  | { readonly kind: 'problem'; readonly error: unknown }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'undecodable' };

export type Direction = 'forward' | 'reverse';

/** A stretch without footage that was left out, and in which direction. */
export type SkippedGap = { readonly gap: Span; readonly direction: Direction };

/** What the player is doing: exactly one of these, each drawn. */
export type PlayerState =
  | { readonly phase: 'idle' }
  /** The pictures of `at` (epoch ms) are on their way; what is on screen, if anything, is an older picture. */
  | { readonly phase: 'loading'; readonly at: number }
  | { readonly phase: 'playing' }
  | { readonly phase: 'paused' }
  /** Played until the pictures ran out; more are on their way. */
  | { readonly phase: 'buffering' }
  /** They have been on their way for so long that the viewer should know and may act. */
  | { readonly phase: 'stalled' }
  /** Played up to the newest picture; the next is being recorded. */
  | { readonly phase: 'live' }
  /** The stream broke and is opened again by itself, at `retryAt` (epoch ms of this machine's clock). */
  | { readonly phase: 'reconnecting'; readonly failure: PlayerFailure; readonly retryAt: number }
  /** A stretch without footage was skipped, and is told for a moment. */
  | ({ readonly phase: 'gap' } & SkippedGap)
  /** The footage ends here, or begins when played backwards. */
  | { readonly phase: 'ended'; readonly direction: Direction }
  | { readonly phase: 'error'; readonly failure: PlayerFailure };

export type PlayerModel = {
  readonly state: PlayerState;
  /** What the viewer wants, whatever the state: it is kept over seeking, loading and waiting. */
  readonly wanted: 'play' | 'pause';
  /** A gap skipped on the way to what is loading, to be told once it shows. */
  readonly skipped?: SkippedGap | undefined;
};

export type PlayerEvent =
  | { readonly type: 'opened'; readonly at: number; readonly skipped?: SkippedGap | undefined }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** A picture of what was opened is on screen. `skipped` is what the server left out to get there. */
  | { readonly type: 'shown'; readonly skipped?: SkippedGap | undefined }
  | { readonly type: 'moved-on' }
  | { readonly type: 'ran-dry' }
  | { readonly type: 'takes-long' }
  | { readonly type: 'caught-up' }
  | { readonly type: 'interrupted'; readonly failure: PlayerFailure; readonly retryAt: number }
  | ({ readonly type: 'skipped-gap' } & SkippedGap)
  | { readonly type: 'gap-told' }
  | { readonly type: 'ended'; readonly direction: Direction }
  | { readonly type: 'failed'; readonly failure: PlayerFailure }
  | { readonly type: 'closed' };

type Phase = PlayerState['phase'];

export const idlePlayer: PlayerModel = { state: { phase: 'idle' }, wanted: 'pause' };

const active = ({ wanted }: PlayerModel): PlayerState => ({
  phase: wanted === 'play' ? 'playing' : 'paused',
});

const over = new Set<Phase>(['idle', 'ended', 'error']);
const running = new Set<Phase>(['playing', 'gap', 'buffering', 'stalled', 'live']);
const waiting = new Set<Phase>(['buffering', 'stalled', 'live']);
const awaited = new Set<Phase>(['loading', 'buffering', 'stalled', 'live', 'reconnecting']);

/** While the player does one of these, the picture stands still whatever the viewer wants. */
export const standing: ReadonlySet<Phase> = new Set<Phase>([
  'idle',
  'loading',
  'reconnecting',
  'ended',
  'error',
]);

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
      if (!awaited.has(state.phase)) return model;
      const skipped = model.skipped ?? event.skipped;
      return to(skipped ? { phase: 'gap', ...skipped } : active(model));
    }
    case 'moved-on':
      return waiting.has(state.phase) ? to(active(model)) : model;
    case 'ran-dry':
      return state.phase === 'playing' || state.phase === 'gap' ? to({ phase: 'buffering' }) : model;
    case 'takes-long':
      return state.phase === 'loading' || state.phase === 'buffering'
        ? { ...model, state: { phase: 'stalled' } }
        : model;
    case 'caught-up':
      return running.has(state.phase) ? to({ phase: 'live' }) : model;
    case 'interrupted':
      return { ...model, state: { phase: 'reconnecting', failure: event.failure, retryAt: event.retryAt } };
    case 'skipped-gap':
      return running.has(state.phase)
        ? to({ phase: 'gap', gap: event.gap, direction: event.direction })
        : model;
    case 'gap-told':
      return state.phase === 'gap' ? to(active(model)) : model;
    case 'ended':
      return over.has(state.phase)
        ? model
        : to({ phase: 'ended', direction: event.direction }, { wanted: 'pause' });
    case 'failed':
      return to({ phase: 'error', failure: event.failure }, { wanted: 'pause' });
    case 'closed':
      return idlePlayer;
  }
}
