import { describe, expect, it } from 'vitest';
import { idlePlayer, type PlayerEvent, type PlayerModel, playerAfter } from './player-machine.ts';

const after = (...events: PlayerEvent[]): PlayerModel => events.reduce(playerAfter, idlePlayer);
const phase = (...events: PlayerEvent[]) => after(...events).state.phase;

const opened: PlayerEvent = { type: 'opened', at: 1000 };
const shown: PlayerEvent = { type: 'shown' };
const skipped = { gap: { from: 2000, to: 9000 }, direction: 'forward' as const };
const ended: PlayerEvent = { type: 'ended', direction: 'forward' };
const interrupted: PlayerEvent = {
  type: 'interrupted',
  failure: { kind: 'problem', error: new Error('gone') },
  retryAt: 5000,
};
const failed: PlayerEvent = { type: 'failed', failure: { kind: 'undecodable' } };

describe('the player', () => {
  it('is idle until something is opened', () => {
    expect(phase()).toBe('idle');
  });

  it('loads what is opened, then plays it', () => {
    expect(after(opened).state).toEqual({ phase: 'loading', at: 1000 });
    expect(phase(opened, shown)).toBe('playing');
  });

  it('stays paused over a seek', () => {
    expect(phase(opened, shown, { type: 'pause' }, { type: 'opened', at: 5000 }, shown)).toBe('paused');
  });

  it('shows the first picture without playing when paused while loading', () => {
    expect(phase(opened, { type: 'pause' }, shown)).toBe('paused');
  });

  it('pauses and goes on', () => {
    expect(phase(opened, shown, { type: 'pause' })).toBe('paused');
    expect(phase(opened, shown, { type: 'pause' }, { type: 'play' })).toBe('playing');
  });

  it('waits when pictures run out and plays on when they are back', () => {
    expect(phase(opened, shown, { type: 'ran-dry' })).toBe('buffering');
    expect(phase(opened, shown, { type: 'ran-dry' }, { type: 'moved-on' })).toBe('playing');
  });

  it('says so when waiting takes long, while loading too', () => {
    expect(phase(opened, shown, { type: 'ran-dry' }, { type: 'takes-long' })).toBe('stalled');
    expect(phase(opened, { type: 'takes-long' })).toBe('stalled');
    expect(phase(opened, { type: 'takes-long' }, shown)).toBe('playing');
  });

  it('does not run dry while paused', () => {
    expect(phase(opened, shown, { type: 'pause' }, { type: 'ran-dry' })).toBe('paused');
  });

  it('tells of a gap it skipped, then plays on', () => {
    const told = after(opened, shown, { type: 'skipped-gap', ...skipped });

    expect(told.state).toEqual({ phase: 'gap', ...skipped });
    expect(playerAfter(told, { type: 'gap-told' }).state.phase).toBe('playing');
  });

  it('tells of a gap skipped to get to what was asked for', () => {
    expect(after({ ...opened, skipped }, shown).state).toEqual({ phase: 'gap', ...skipped });
    expect(after(opened, { type: 'shown', skipped }).state).toEqual({ phase: 'gap', ...skipped });
  });

  it('tells of a gap once', () => {
    expect(phase({ ...opened, skipped }, shown, { type: 'gap-told' }, opened, shown)).toBe('playing');
  });

  it('ends, and plays again when something is opened', () => {
    expect(phase(opened, shown, ended)).toBe('ended');
    expect(phase(opened, shown, ended, opened, shown)).toBe('playing');
  });

  it('fails with its reason and can be opened again', () => {
    expect(after(opened, failed).state).toEqual({ phase: 'error', failure: { kind: 'undecodable' } });
    expect(phase(opened, failed, opened, shown)).toBe('playing');
  });

  it('keeps an error on screen when late events of the old stream arrive', () => {
    expect(phase(opened, failed, shown)).toBe('error');
    expect(phase(opened, failed, ended)).toBe('error');
    expect(phase(opened, failed, { type: 'ran-dry' })).toBe('error');
  });

  it('is opened again by itself when interrupted, and does then what the viewer wants', () => {
    expect(after(opened, shown, interrupted).state).toMatchObject({ phase: 'reconnecting', retryAt: 5000 });
    expect(phase(opened, shown, interrupted, shown)).toBe('playing');
    expect(phase(opened, shown, interrupted, { type: 'pause' }, shown)).toBe('paused');
    expect(phase(opened, shown, interrupted, opened, shown)).toBe('playing');
  });

  it('waits at the live edge and plays on with what is recorded', () => {
    expect(phase(opened, shown, { type: 'caught-up' })).toBe('live');
    expect(phase(opened, shown, { type: 'caught-up' }, { type: 'moved-on' })).toBe('playing');
    expect(phase(opened, shown, { type: 'pause' }, { type: 'caught-up' })).toBe('paused');
  });

  it('ends at the first picture when it plays backwards', () => {
    expect(after(opened, shown, { type: 'ended', direction: 'reverse' }).state).toEqual({
      phase: 'ended',
      direction: 'reverse',
    });
  });

  it('is idle again when closed', () => {
    expect(after(opened, shown, { type: 'closed' })).toEqual(idlePlayer);
  });
});
