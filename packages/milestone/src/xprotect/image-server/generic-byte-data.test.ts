import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../errors.ts';
import { videoPacket } from '../testing/image-server-bytes.ts';
import { packetsIn } from './generic-byte-data.ts';

const TIME = Date.parse('2026-03-01T12:00:00.123Z');
const data = Buffer.from([0, 0, 0, 1, 0x65, 1, 2, 3]);

/** Several packets in one body: 16 bytes, then one after the other. */
const wrapped = (...packets: Buffer[]) =>
  Buffer.concat([Buffer.from('fef0', 'hex'), Buffer.alloc(14), ...packets]);

describe('a body of GenericByteData', () => {
  it.each([
    [0x0a, 'h264'],
    [0x0e, 'h265'],
    [0x01, 'jpeg'],
  ])('with codec %i is a picture of %s with its own time', (codec, name) => {
    const [packet] = packetsIn(videoPacket({ codec, time: TIME, isKey: true, data }), 1);

    expect(packet).toEqual({ kind: 'picture', picture: { codec: name, isKey: true, time: TIME, data } });
  });

  it('may be several packets, of which each has its time', () => {
    const body = wrapped(
      videoPacket({ time: TIME, isKey: true, data }),
      videoPacket({ time: TIME + 40, data: data.subarray(0, 5) }),
    );

    expect(packetsIn(body, 1)).toMatchObject([
      { picture: { time: TIME, isKey: true, data } },
      { picture: { time: TIME + 40, isKey: false, data: data.subarray(0, 5) } },
    ]);
  });

  it('may be a bare JPEG, whatever was announced: it is of the time of the answer', () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

    expect(packetsIn(jpeg, TIME)).toEqual([
      { kind: 'picture', picture: { codec: 'jpeg', isKey: true, time: TIME, data: jpeg } },
    ]);
  });

  it.each([
    ['a codec that only the recorder decodes', videoPacket({ codec: 0x04, time: TIME, data }), 'unreadable'],
    [
      'a whole group in the old form',
      Buffer.concat([Buffer.from([0, 0x0a]), Buffer.alloc(60)]),
      'unreadable',
    ],
    ['sound', Buffer.concat([Buffer.from('002000000024', 'hex'), Buffer.alloc(30)]), 'other'],
  ])('that is %s is told apart', (_what, body, kind) => {
    expect(packetsIn(body, 1)).toEqual([{ kind }]);
  });

  it('that is cut off anywhere, or lies about a length, is refused', () => {
    const body = wrapped(videoPacket({ time: TIME, data }), videoPacket({ time: TIME, data }));
    for (let length = 0; length < body.length; length += 1) {
      const whole = length === 16 || length === 16 + 32 + data.length;
      if (!whole) expect(() => packetsIn(body.subarray(0, length), 1)).toThrow(ProtocolError);
    }
  });

  it('may be any bytes: packets or a typed error', () => {
    const types = fc.constantFrom('0010', 'fef0', 'ffd8', '0020', '000a', '0000', '7777');
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 100 }), (type, rest) => {
        try {
          packetsIn(Buffer.concat([Buffer.from(type, 'hex'), rest]), 1);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
