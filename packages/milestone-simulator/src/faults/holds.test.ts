import { describe, expect, it } from 'vitest';
import { Holds } from './holds.ts';

const never = () => new AbortController().signal;
/** Whether it has gone on by now, when everything that is due has happened. */
const hasPassed = (passing: Promise<void>) =>
  Promise.race([passing.then(() => true), new Promise<false>((tell) => setImmediate(() => tell(false)))]);

describe('a call that is held', () => {
  it('tells that it has come, and waits until it is let go', async () => {
    const holds = new Holds();
    const hold = holds.hold({ operation: 'startRecording' });
    const passing = holds.pass({ operation: 'startRecording' }, never);
    await hold.reached;
    expect(await hasPassed(passing)).toBe(false);

    hold.letGo();
    await passing;
  });

  it('is the next one that matches, and no other', async () => {
    const holds = new Holds();
    const hold = holds.hold({ operation: 'stopRecording', cameraId: 'AB' });

    await holds.pass({ operation: 'startRecording', cameraId: 'ab' }, never);
    await holds.pass({ operation: 'stopRecording', cameraId: 'cd' }, never);
    const held = holds.pass({ operation: 'stopRecording', cameraId: 'ab' }, never);
    await holds.pass({ operation: 'stopRecording', cameraId: 'ab' }, never);
    expect(await hasPassed(held)).toBe(false);
    hold.letGo();
    await held;
  });

  it('is not kept when it was let go before it came', async () => {
    const holds = new Holds();
    holds.hold({}).letGo();
    await holds.pass({ operation: 'login' }, never);
  });

  it('ends when its caller hangs up', async () => {
    const holds = new Holds();
    holds.hold({});
    const closed = new AbortController();
    const passing = holds.pass({ operation: 'login' }, () => closed.signal);
    closed.abort();

    await expect(passing).rejects.toThrow('aborted');
  });

  it('goes on when everything is cleared', async () => {
    const holds = new Holds();
    holds.hold({});
    const passing = holds.pass({ operation: 'login' }, never);
    holds.clear();
    await passing;
  });
});
