import { fireEvent } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { tellPlayer } from './player.store.ts';
import { givenPlayer, opened, shown } from './testing/player.tsx';

afterEach(() => tellPlayer({ type: 'closed' }));

const WIDTH = 900;

/** A picture that is 900 px wide, and a finger that taps on it at a time in ms. */
function given(...events: Parameters<typeof givenPlayer>) {
  const view = givenPlayer(...events);
  const stage = view.container.querySelector('video')?.parentElement;
  if (!stage) throw new Error('There is no picture.');
  stage.getBoundingClientRect = () => DOMRect.fromRect({ x: 0, y: 0, width: WIDTH, height: 500 });
  const tap = (clientX: number, time: number, { pointerType = 'touch', on = stage as Element } = {}) => {
    const event = new PointerEvent('pointerup', { bubbles: true, clientX, pointerType });
    Object.defineProperty(event, 'timeStamp', { value: 1_000 + time }); // React takes 0 for none
    fireEvent(on, event);
  };
  return { ...view, stage, tap, asked: () => view.actions.seekBy.mock.calls.flat() };
}

describe('a finger that taps twice', () => {
  it('on the left of the picture goes ten seconds back, on its right ten seconds on', () => {
    const { tap, asked } = given(opened, shown);
    tap(100, 0);
    tap(120, 200);
    expect(asked()).toEqual([-10_000]);
    tap(800, 1_000);
    tap(800, 1_200);

    expect(asked()).toEqual([-10_000, 10_000]);
  });

  it('goes on with each further tap', () => {
    const { tap, asked } = given(opened, shown);
    for (const time of [0, 200, 400, 600]) tap(800, time);

    expect(asked()).toEqual([10_000, 10_000, 10_000]);
  });

  it.each([
    [
      'slowly',
      [
        [800, 0],
        [800, 500],
      ],
    ],
    [
      'on both sides',
      [
        [100, 0],
        [800, 200],
      ],
    ],
    [
      'in the middle',
      [
        [450, 0],
        [450, 200],
      ],
    ],
  ] as const)('%s goes nowhere', (_how, taps) => {
    const { tap, asked } = given(opened, shown);
    for (const [x, time] of taps) tap(x, time);

    expect(asked()).toEqual([]);
  });

  it('is no mouse, and not one that presses a button', () => {
    const { tap, asked, getByRole } = given(opened, { type: 'takes-long' });
    for (const time of [0, 200]) tap(800, time, { pointerType: 'mouse' });
    for (const time of [0, 200]) tap(800, time, { on: getByRole('button', { name: 'Open again' }) });

    expect(asked()).toEqual([]);
  });

  it('goes nowhere before there is a picture', () => {
    const { tap, asked } = given();
    for (const time of [0, 200]) tap(800, time);

    expect(asked()).toEqual([]);
  });
});
