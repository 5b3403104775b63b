import { describe, expect, it } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { CAMERA_ID, givenXProtect } from '../testing/scripted-xprotect.ts';

const range = {
  deviceId: CAMERA_ID,
  startTime: new Date('2026-03-01T12:00:00Z'),
  endTime: new Date('2026-03-01T13:00:00Z'),
};

describe('a recorder', () => {
  it('does not count as gone where it is the VMS that gives no session', async () => {
    const { client, vms } = await givenXProtect({ retryAttempts: 1 });
    const login = vms.answers.get('Login');
    vms.on('Login', { status: 503, body: '' });
    for (let call = 0; call < 4; call += 1) {
      expect(await failureOf(client.querySequences(range))).toMatchObject({ kind: 'unavailable' });
    }

    vms.on('Login', login ?? { body: '' });

    await expect(client.querySequences(range)).resolves.toHaveProperty('sequences');
  });

  it('that refuses to open video for now is not gone', async () => {
    const { client, vms } = await givenXProtect({ retryAttempts: 1 });
    const video = { deviceId: CAMERA_ID, startTime: range.startTime, speed: 1 };
    vms.images = () =>
      Buffer.from(
        '<methodresponse><connected>no</connected><errorreason>Internal error</errorreason></methodresponse>\r\n\r\n',
      );
    for (let call = 0; call < 4; call += 1) {
      expect(await failureOf(client.getVideoStream(video))).toMatchObject({
        kind: 'unavailable',
        answered: true,
      });
    }

    await expect(client.querySequences(range)).resolves.toHaveProperty('sequences');
  });
});
