import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EncoderSlots } from './encoder-slots.ts';
import { EncoderTurn } from './encoder-turn.ts';

let slots: EncoderSlots;
beforeEach(() => {
  slots = new EncoderSlots(1);
});

const stream = (nextSegmentIndex = 0) => ({ nextSegmentIndex, abort: new AbortController() });
const settled = () => new Promise(setImmediate);

describe('the turn of a stream to encode', () => {
  it('makes room while it rests, and gets in line again when there is more to do', async () => {
    const turn = await EncoderTurn.begin(slots, stream());
    turn.rest();
    const other = await EncoderTurn.begin(slots, stream());
    const onPlace = vi.fn();

    expect(turn.take(onPlace)).toBe(false);
    expect(turn.take(onPlace)).toBe(false);
    await settled();
    expect(onPlace).not.toHaveBeenCalled();
    other.rest();
    await settled();

    expect(onPlace).toHaveBeenCalledOnce();
    expect(turn.take(onPlace)).toBe(true);
  });

  it('is passed on after a segment only where somebody waits', async () => {
    const turn = await EncoderTurn.begin(slots, stream());
    turn.passOn();
    expect(turn.take(vi.fn())).toBe(true);

    const other = EncoderTurn.begin(slots, stream());
    await settled();
    turn.passOn();

    await expect(other).resolves.toBeInstanceOf(EncoderTurn);
    expect(turn.take(vi.fn())).toBe(false);
  });

  it('keeps no place that it got at the moment in which it was given up', async () => {
    const turn = await EncoderTurn.begin(slots, stream());
    turn.rest();
    const other = await EncoderTurn.begin(slots, stream());
    const onPlace = vi.fn();
    turn.take(onPlace);
    other.rest();
    turn.rest();
    await settled();

    expect(onPlace).not.toHaveBeenCalled();
    await expect(EncoderTurn.begin(slots, stream())).resolves.toBeInstanceOf(EncoderTurn);
  });

  it('is never refused to one who watches, however many wait', async () => {
    await EncoderTurn.begin(slots, stream());
    const closed = Array.from({ length: 8 }, () => stream());
    const waiting = closed.map((one) => EncoderTurn.begin(slots, one));
    const last = stream(3);

    await expect(EncoderTurn.begin(slots, stream())).rejects.toMatchObject({ code: 'stream-limit-reached' });
    const goesOn = EncoderTurn.begin(slots, last);
    for (const one of [...closed, last]) one.abort.abort();

    const outcomes = await Promise.allSettled([...waiting, goesOn]);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });
});
