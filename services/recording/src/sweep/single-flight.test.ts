import { expect, it } from 'vitest';
import { singleFlight } from './single-flight.ts';

interface Deferred {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Work whose runs the test ends, one after the other. */
function given() {
  const ends: Deferred[] = [];
  const job = singleFlight(() => {
    const end = deferred();
    ends.push(end);
    return end.promise;
  });
  return { ends, job };
}

function deferred(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined;
  let reject: Deferred['reject'] = () => undefined;
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

it('never runs twice at a time, and once more for all who asked meanwhile', async () => {
  const { ends, job } = given();
  const first = job();
  const others = [job(), job()];
  expect(ends).toHaveLength(1);

  ends[0]?.resolve();
  await first;
  await new Promise(setImmediate);
  expect(ends).toHaveLength(2);

  ends[1]?.resolve();
  await Promise.all(others);
  expect(ends).toHaveLength(2);
});

it('runs again after a run that failed, and tells only those who waited for that one', async () => {
  const { ends, job } = given();
  const first = job();
  const second = job();

  ends[0]?.reject(new Error('no database'));
  await expect(first).rejects.toThrow('no database');
  await new Promise(setImmediate);
  ends[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});
