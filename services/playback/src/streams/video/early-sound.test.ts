import { describe, expect, it } from 'vitest';
import { keyUnits, otherUnits, readSegment, SECOND, STEP, soundOf } from '../../testing/cut-source.ts';
import { TransportSource } from '../../testing/transport-source.ts';
import { withoutEarlySound } from './early-sound.ts';

/** Sound at these ticks, among two pictures of which the first is shown after a second. */
function segment(...sounds: readonly number[]): Buffer {
  const source = new TransportSource({ map: 0x42, picture: 0x1e1, sound: 0x1e2 }).tables();
  for (const [index, ticks] of sounds.entries()) source.sound(ticks, soundOf(index));
  source.picture({ pts: SECOND }, ...keyUnits).picture({ pts: SECOND + STEP }, ...otherUnits);
  return source.bytes;
}

describe('the sound before the first picture of a segment', () => {
  it('is left out, and nothing else is', () => {
    const bytes = withoutEarlySound(segment(0, SECOND / 2, SECOND - 900, SECOND), SECOND);

    expect(readSegment({ bytes }).units.map(({ pts }) => pts)).toEqual([
      SECOND - 900,
      SECOND,
      SECOND,
      SECOND + STEP,
    ]);
  });

  it('is told from that which begins with it: such a segment stays as it is', () => {
    const bytes = segment(SECOND - 900, SECOND);

    expect(withoutEarlySound(bytes, SECOND)).toBe(bytes);
  });
});
