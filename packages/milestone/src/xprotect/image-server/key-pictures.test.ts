import { describe, expect, it } from 'vitest';
import { at, CONNECTED, group, NOON } from '../testing/groups.ts';
import { multipart, single, videoPacket } from '../testing/image-server-bytes.ts';
import { answering, shown } from '../testing/recorded-video.ts';
import { givenXProtect, type ScriptedXProtect, sequences } from '../testing/scripted-xprotect.ts';

const keysFrom = (second: number) => ({ ...at(second), keyPicturesOnly: true });

/** The key picture of a group alone, as a recorder sends it that can. */
const keyOf = (second: number, next = second + 1) =>
  multipart({
    current: NOON + second * 1000,
    next: NOON + next * 1000,
    bodies: [videoPacket({ time: NOON + second * 1000, isKey: true, data: Buffer.from([0, 0, 0, 1, 0x65]) })],
  });

const wishes = (vms: ScriptedXProtect) =>
  vms.calls('images goto').map(({ body }) => ({
    second: (Number(/<time>(\d+)/.exec(body)?.[1]) - NOON) / 1000,
    isOfKey: body.includes('<keyframesonly>yes</keyframesonly>'),
  }));

describe('key pictures of recorded video', () => {
  it('are all that is asked for, but for the first group and the last, which tells when the footage ends', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10), keyOf(11), keyOf(12), keyOf(13, 13), group(13, 13));

    const video = await client.getVideoStream(keysFrom(10));

    expect(video.startTime).toEqual(new Date(NOON + 10_000));
    expect(await shown(video)).toEqual([0, 250, 500, 750, 1000, 2000, 3000, 3250, 3500, 3750]);
    expect(wishes(vms)).toEqual([
      { second: 10, isOfKey: false },
      { second: 11, isOfKey: true },
      { second: 12, isOfKey: true },
      { second: 13, isOfKey: true },
      { second: 13, isOfKey: false },
    ]);
  });

  it('end with the sequence, its last group whole', async () => {
    const { client, vms } = await givenXProtect();
    for (const method of ['SequencesGet', 'SequencesGetAround']) {
      vms.on(method, sequences(method, ['2026-03-01T12:00:00Z', '2026-03-01T12:00:12Z']));
    }
    answering(vms, group(10), keyOf(11, 60), group(11, 60), group(60));

    expect(await shown(await client.getVideoStream(keysFrom(10)))).toHaveLength(8);
    expect(wishes(vms).at(-1)).toEqual({ second: 11, isOfKey: false });
  });

  it('are as good from a recorder that sends whole groups all the same', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10), group(11), group(12, 12));

    expect(await shown(await client.getVideoStream(keysFrom(10)))).toHaveLength(12);
  });

  it('go on where a time that was rounded leads to the same group again', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10), keyOf(10), group(11), keyOf(12, 12), group(12, 12));

    expect(await shown(await client.getVideoStream(keysFrom(10)))).toHaveLength(12);
    expect(vms.calls('images next')).toHaveLength(1);
  });

  it('are all pictures where the camera sends JPEG, of which many are asked for at a time', async () => {
    const { client, vms } = await givenXProtect();
    let second = 10;
    vms.images = (method) => {
      if (method === 'connect') return CONNECTED;
      const time = NOON + 1000 * second;
      if (second < 40) second += 1;
      const next = NOON + 1000 * second;
      return single({ current: time, next, bodies: [Buffer.from([0xff, 0xd8, 0xff, 0xd9])] });
    };

    const { body } = await client.getVideoStream(keysFrom(10));
    for await (const _ of body);

    expect(wishes(vms)).toHaveLength(1);
    expect(vms.calls('images next').length).toBeGreaterThanOrEqual(30);
  });
});
