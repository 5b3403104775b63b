import { describe, expect, it } from 'vitest';
import { failureOf } from '../testing/given.ts';
import { CAMERA_ID, givenXProtect, sequences, soap } from './testing/scripted-xprotect.ts';
import { lastHour } from './testing/site.ts';

type Written = Parameters<typeof sequences>[1];

describe('sequences', () => {
  it('are cropped, sorted, told once, and known by the beginning that they have without the crop', async () => {
    const { client, vms } = await givenXProtect();
    const before = ['2026-03-01T11:00:00.1234567Z', '2026-03-01T12:10:00.0000001Z'] satisfies Written;
    const within = ['2026-03-01T12:20:00Z', '2026-03-01T12:30:00'] satisfies Written;
    vms.on('SequencesGetAround', sequences('SequencesGetAround', before));
    vms.on(
      'SequencesGet',
      sequences('SequencesGet', before, within, ['2026-03-01T12:50:00Z', '2026-03-01T14:00:00Z']),
    );

    const { sequences: found, gaps } = await client.querySequences(lastHour);

    expect(found.map(({ startTime, endTime }) => [startTime.toISOString(), endTime.toISOString()])).toEqual([
      ['2026-03-01T12:00:00.000Z', '2026-03-01T12:10:00.000Z'],
      ['2026-03-01T12:20:00.000Z', '2026-03-01T12:30:00.000Z'],
      ['2026-03-01T12:50:00.000Z', '2026-03-01T13:00:00.000Z'],
    ]);
    expect(found[0]?.sequenceId).toContain('11:00:00.123Z');
    expect(gaps).toHaveLength(2);
    expect(vms.calls('SequencesGet')[0]?.body).toContain('<minTime>2026-03-01T12:00:00.000Z</minTime>');
  });

  it('may be none', async () => {
    const { client, vms } = await givenXProtect();
    for (const method of ['SequencesGet', 'SequencesGetAround']) vms.on(method, sequences(method));

    await expect(client.querySequences(lastHour)).resolves.toMatchObject({ sequences: [], gaps: [{}] });
  });

  it('are read page by page where there are many', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGetAround', sequences('SequencesGetAround'));
    const second = (n: number) => new Date(lastHour.startTime.getTime() + n * 1000).toISOString();
    const all = Array.from(
      { length: 1500 },
      (_, n) => [second(n * 2), second(n * 2 + 1)] as [string, string],
    );
    vms.on('SequencesGet', (body) => {
      const from = /<minTime>(.*?)</.exec(body)?.[1] ?? '';
      // A recorder gives what reaches into the window, so the last one of a page comes again.
      return sequences('SequencesGet', ...all.filter(([, end]) => end >= from.slice(0, 19)).slice(0, 1000));
    });

    expect((await client.querySequences(lastHour)).sequences).toHaveLength(1500);
    expect(vms.calls('SequencesGet').length).toBeLessThanOrEqual(3);
  });
});

describe('the picture at a moment', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 1, 2]).toString('base64');
  const picture = (method: string, time: string, data = '') =>
    soap(method, `<${method}Result><Time>${time}</Time>${data && `<Data>${data}</Data>`}</${method}Result>`);
  const time = new Date('2026-03-01T12:30:00Z');

  it('is the last one before it', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('JPEGGetAtOrBefore', picture('JPEGGetAtOrBefore', '2026-03-01T12:29:59.96Z', jpeg));

    const { image, contentType } = await client.getSnapshot(CAMERA_ID, time);

    expect({ image: image.toString('base64'), contentType }).toEqual({
      image: jpeg,
      contentType: 'image/jpeg',
    });
  });

  it('is the next one where the one before is of an older sequence', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('JPEGGetAtOrBefore', picture('JPEGGetAtOrBefore', '2026-03-01T09:00:00Z', jpeg));
    vms.on('JPEGGetAtOrAfter', picture('JPEGGetAtOrAfter', '2026-03-01T12:30:00.5Z', jpeg));

    await expect(client.getSnapshot(CAMERA_ID, time)).resolves.toHaveProperty('image');
  });

  it('is none where nothing was recorded then', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('JPEGGetAtOrBefore', picture('JPEGGetAtOrBefore', '0001-01-01T00:00:00'));
    for (const method of ['SequencesGet', 'SequencesGetAround']) vms.on(method, sequences(method));

    expect(await failureOf(client.getSnapshot(CAMERA_ID, time))).toMatchObject({ missing: 'footage' });
  });
});
