import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestClock } from '../testing/test-clock.ts';
import { createTestKeys, type TestKeys } from '../testing/test-keys.ts';
import { TokenVerifier } from './token-verifier.ts';

const clock = new TestClock();
const verifying = vi.spyOn(crypto.subtle, 'verify');
let keys: TestKeys;
let verifier: TokenVerifier;

beforeAll(async () => {
  keys = await createTestKeys(() => clock.now());
});

beforeEach(async () => {
  verifier = await TokenVerifier.fromFile(keys.publicKeyFile, clock);
  verifying.mockClear();
});

afterAll(async () => {
  verifying.mockRestore();
  await keys?.remove();
});

const signaturesChecked = () => verifying.mock.calls.length;

describe('an access token', () => {
  it('has its signature checked once, however often it comes', async () => {
    const token = await keys.tokenFor('operator');
    const first = await verifier.verify(token);

    for (let n = 0; n < 10; n += 1) expect(await verifier.verify(token)).toEqual(first);

    expect(first).toMatchObject({ username: 'operator', role: 'operator' });
    expect(signaturesChecked()).toBe(1);
  });

  it('that was good ends at its time all the same', async () => {
    const token = await keys.tokenFor('operator', { expiresIn: 60 });
    await verifier.verify(token);
    clock.advance(59);
    await verifier.verify(token);
    clock.advance(1);

    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token-expired' });
  });

  it('is not mistaken for another, nor for one whose signature was changed', async () => {
    const [operator, admin] = [await keys.tokenFor('operator'), await keys.tokenFor('admin')];
    await verifier.verify(operator);

    expect(await verifier.verify(admin)).toMatchObject({ role: 'admin' });
    const [head, claims] = admin.split('.');
    const forged = `${head}.${claims}.${operator.split('.')[2]}`;
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'sign-in-required' });
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'sign-in-required' });
  });
});
