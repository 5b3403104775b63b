import { describe, expect, it } from 'vitest';
import { failureOf } from '../testing/given.ts';
import { fault, givenXProtect } from './testing/scripted-xprotect.ts';
import { lastHour } from './testing/site.ts';

describe('what recorders answer', () => {
  it.each([
    [
      'a document type',
      '<!DOCTYPE x [<!ENTITY a "b">]><Envelope><Body><SequencesGetResponse/></Body></Envelope>',
    ],
    ['no XML', 'nonsense'],
    ['another call', '<Envelope><Body><OtherResponse/></Body></Envelope>'],
    [
      'no times',
      '<Envelope><Body><SequencesGetResponse><SequencesGetResult><SequenceEntry><TimeBegin>x</TimeBegin><TimeTrigged>x</TimeTrigged><TimeEnd>x</TimeEnd></SequenceEntry></SequencesGetResult></SequencesGetResponse></Body></Envelope>',
    ],
  ])('with %s is a typed error', async (_what, body) => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGet', { type: 'text/xml', body });

    expect(await failureOf(client.querySequences(lastHour))).toMatchObject({ kind: 'protocol' });
  });

  it('as a fault is told in its words, without a token', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGet', fault('No rights with TOKEN#1#secret#', 9));

    const failure = await failureOf(client.querySequences(lastHour));

    expect(failure).toMatchObject({ kind: 'refused', message: expect.stringContaining('No rights') });
    expect(String(failure)).not.toContain('secret');
  });
});
