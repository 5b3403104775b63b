import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseZone } from '../../time/zone-choice.ts';
import { givenTimeline, HOUR, noon, pointer } from './testing-timeline.tsx';
import { clearSelection, selectSpan, useTimeline } from './timeline.store.ts';

describe('the ends of a selection', () => {
  const marked = () => useTimeline.getState().selection;
  const end = () => screen.getByRole('slider', { name: 'End of the selection' });
  const begin = () => {
    const { user } = givenTimeline();
    act(() => selectSpan(noon + HOUR * 0.1, noon + HOUR * 0.4));
    return user;
  };

  afterEach(() => {
    clearSelection();
    chooseZone('mine');
  });

  it('are dragged, and stick to the edges of sequences', () => {
    begin();
    const handle = end();
    handle.setPointerCapture = () => undefined;
    handle.hasPointerCapture = () => true;
    fireEvent.pointerDown(handle, pointer(400));
    fireEvent.pointerMove(handle, pointer(497));

    expect(marked()).toEqual({ from: noon + HOUR * 0.1, to: noon + HOUR / 2 });
  });

  it('are moved with the arrow keys, by a second or by ten', async () => {
    const user = begin();
    act(() => end().focus());
    await user.keyboard('{ArrowRight}{Shift>}{ArrowLeft}{/Shift}');

    expect(marked()).toEqual({ from: noon + HOUR * 0.1, to: noon + HOUR * 0.4 - 9_000 });
  });

  it('say the time they stand at', () => {
    chooseZone('utc');
    begin();

    expect(
      screen.getByRole('slider', { name: 'Start of the selection' }).getAttribute('aria-valuetext'),
    ).toMatch(/12:06:00/);
  });
});
