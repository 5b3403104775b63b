import { describe, expect, it } from 'vitest';
import { keyUnits, otherUnits, SECOND, seconds } from '../../testing/cut-source.ts';
import { h264, TransportSource } from '../../testing/transport-source.ts';
import { isFirstKeyByItself } from './first-key.ts';

const format = { container: 'mp2t', codec: 'h264', sound: 'none', frameRate: undefined } as const;

/** What each longer and longer beginning of a transport stream tells, each kind of answer once. */
function answers({ bytes }: TransportSource) {
  const told: (boolean | undefined)[] = [];
  for (let packets = 0; packets <= bytes.length / 188; packets += 1)
    told.push(isFirstKeyByItself(format, bytes.subarray(0, packets * 188)));
  return told.filter((one, index) => index === 0 || one !== told[index - 1]);
}

describe('the first key picture', () => {
  it('is told to be one by itself as soon as it has begun, and never before', () => {
    expect(answers(seconds(1))).toEqual([undefined, true]);
  });

  it('is told to need others where a message before it makes it one', () => {
    const source = new TransportSource().tables();
    source.picture({ pts: 0 }, ...keyUnits.slice(0, 3), h264.recoveryPoint, h264.other());
    source.picture({ pts: SECOND }, ...otherUnits);

    expect(answers(source)).toEqual([undefined, false]);
  });

  it('is none that any beginning tells of where the container is another', () => {
    expect(isFirstKeyByItself({ ...format, container: 'mp4' }, Buffer.alloc(0))).toBe(false);
  });
});
