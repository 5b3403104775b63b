import { describe, expect, it } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { type Answer, CAMERA_ID, givenXProtect } from '../testing/scripted-xprotect.ts';

const range = {
  deviceId: CAMERA_ID,
  startTime: new Date('2026-03-01T12:00:00Z'),
  endTime: new Date('2026-03-01T13:00:00Z'),
};

const faulty = (code: string, words: string, status = 500, detail = ''): Answer => ({
  status,
  type: 'text/xml',
  body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>${code}</faultcode><faultstring>${words}</faultstring>${detail}</s:Fault></s:Body></s:Envelope>`,
});
const numbers = '<detail><ErrorNumber>40000</ErrorNumber><SubErrorNumber>9</SubErrorNumber></detail>';

describe('a SOAP service that is not up to it now', () => {
  it.each([
    ['a fault of its own', faulty('a:InternalServiceFault', 'The server is starting.')],
    ['an exception of its own', faulty('s:Server', 'Server was unable to process request.')],
    ['a fault with 503', faulty('s:Server', 'Starting.', 503, numbers)],
  ])('answers %s: it is asked again', async (_what, answer) => {
    const { client, vms } = await givenXProtect();
    vms.once('Login', answer);
    await client.login();

    vms.once('SequencesGet', answer);
    await expect(client.querySequences(range)).resolves.toHaveProperty('sequences');
    expect(vms.calls('Login')).toHaveLength(2);
  });

  it('is unavailable as long as it says so', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('Login', faulty('s:Server', 'Starting with TOKEN#1#secret#.'));

    const failure = await failureOf(client.login());

    expect(failure).toMatchObject({
      kind: 'unavailable',
      answered: true,
      message: expect.stringContaining('Start'),
    });
    expect(String(failure)).not.toContain('secret');
  });
});

describe('a SOAP service that refuses', () => {
  it.each([
    ['by a number', faulty('s:Server', 'No.', 500, numbers)],
    ['by a number in the code', faulty('s:51000', 'VMO61008: You do not have sufficient permissions')],
    ['what it does not understand', faulty('s:Client', 'Not understood.')],
  ])('%s is asked once', async (_how, answer) => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGet', answer);

    expect(await failureOf(client.querySequences(range))).toMatchObject({ kind: 'refused' });
    expect(vms.calls('SequencesGet')).toHaveLength(1);
  });
});
