import { describe, expect, it } from 'vitest';
import { timelineCommand } from './timeline-keys.ts';

const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const command = (key: string, held: Partial<typeof none> = {}) => timelineCommand({ key, ...none, ...held });

describe('the keys of the timeline', () => {
  it('move by seconds with the arrows, and right is later', () => {
    expect(command('ArrowRight')).toEqual({ do: 'move', ms: 5_000 });
    expect(command('ArrowLeft')).toEqual({ do: 'move', ms: -5_000 });
  });

  it('move by minutes with Shift', () => {
    expect(command('ArrowLeft', { shiftKey: true })).toEqual({ do: 'move', ms: -60_000 });
  });

  it('step from recording to recording with Ctrl', () => {
    expect(command('ArrowRight', { ctrlKey: true })).toEqual({ do: 'step', direction: 'next' });
    expect(command('ArrowLeft', { ctrlKey: true })).toEqual({ do: 'step', direction: 'previous' });
  });

  it('go to the first and the last footage', () => {
    expect(command('Home')).toEqual({ do: 'edge', edge: 'first' });
    expect(command('End')).toEqual({ do: 'edge', edge: 'last' });
  });

  it('zoom, but leave the zoom of the browser alone', () => {
    expect(command('+')).toEqual({ do: 'zoom', factor: 2 });
    expect(command('-')).toEqual({ do: 'zoom', factor: 0.5 });
    expect(command('-', { ctrlKey: true })).toBeUndefined();
  });

  it('leave every other key to whoever wants it', () => {
    expect(command('Tab')).toBeUndefined();
    expect(command('ArrowLeft', { altKey: true })).toBeUndefined();
  });
});
