import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { failureOf } from '../../testing/given.ts';
import { CAMERA_ID, givenXProtect, json } from '../testing/scripted-xprotect.ts';

const refusal = json({ error: 'invalid_grant' }, 400);

describe('a session for recorders, where the account is refused', () => {
  it('says so once, and is there as soon as the account works', async () => {
    const clock = new FakeClock();
    const { client, vms } = await givenXProtect({}, { clock });
    const granted = vms.answers.get('token') ?? (() => refusal);
    vms.on('token', refusal);
    await failureOf(client.getCamera(CAMERA_ID));

    clock.advance(20_000);
    const failure = await failureOf(client.login());
    vms.on('token', granted);
    clock.advance(10_000);
    await client.login();

    expect(failure).toMatchObject({ kind: 'credentials-refused', retryAfterSeconds: 10 });
    expect(String(failure).match(/tried again/g)).toHaveLength(1);
    expect(vms.calls('token')).toHaveLength(2);
  });
});
