import { CameraId } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import type { Piece } from '../assemble.ts';
import { Flight, Flights } from './flights.ts';

const cameraId = CameraId.parse('00000000-0000-4000-8000-000000000001');
const range = (from: number, to: number) => ({ startTime: new Date(from), endTime: new Date(to) });
const piece = {
  range: range(0, 10),
  footage: { sequences: [], gaps: [], storage: {} },
  askedAt: new Date(0),
};

/** A flight that lands when told to, and says when it was hung up on. */
function givenFlight() {
  let land = () => {};
  let fail: (error: Error) => void = () => {};
  const landing = new Promise<readonly Piece[]>((resolve, reject) => {
    land = () => resolve([piece]);
    fail = reject;
  });
  let asked: AbortSignal | undefined;
  const flight = new Flight(range(0, 10), (_range, signal) => {
    asked = signal;
    return landing;
  });
  return { flight, isHungUp: () => asked?.aborted, land: () => land(), fail: (error: Error) => fail(error) };
}

describe('a flight', () => {
  it('answers all who wait', async () => {
    const { flight, land } = givenFlight();
    const answers = Promise.all([flight.land(), flight.land(new AbortController().signal)]);

    land();

    expect(await answers).toEqual([[piece], [piece]]);
  });

  it('goes on for the others when one leaves, and is hung up on with the last', async () => {
    const { flight, isHungUp } = givenFlight();
    const [first, second] = [new AbortController(), new AbortController()];
    const left = [first, second].map(({ signal }) => flight.land(signal));
    const answers = Promise.allSettled(left);

    first.abort();
    expect([isHungUp(), flight.isGivenUp]).toEqual([false, false]);
    second.abort();
    expect([isHungUp(), flight.isGivenUp]).toEqual([true, true]);

    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('goes on for who did not say how to leave', () => {
    const { flight, isHungUp } = givenFlight();
    const abort = new AbortController();
    void flight.land();
    flight.land(abort.signal).catch(() => undefined);

    abort.abort();

    expect(isHungUp()).toBe(false);
  });
});

describe('the flights over a range', () => {
  it('are those under way that answer a part of it', async () => {
    const flights = new Flights();
    const { flight, land } = givenFlight();
    flights.add(cameraId, flight);

    expect(flights.over(cameraId, range(9, 20))).toEqual([flight]);
    expect(flights.over(cameraId, range(10, 20))).toEqual([]);
    land();
    await flight.land();
    expect(flights.over(cameraId, range(9, 20))).toEqual([]);
  });

  it('are none that failed or that all have left', async () => {
    const flights = new Flights();
    const [failing, leaving] = [givenFlight(), givenFlight()];
    flights.add(cameraId, failing.flight);
    flights.add(cameraId, leaving.flight);
    const abort = new AbortController();
    const left = leaving.flight.land(abort.signal);

    abort.abort();
    failing.fail(new Error('The VMS is down.'));

    await expect(failing.flight.land()).rejects.toThrow('The VMS is down.');
    await expect(left).rejects.toThrow();
    expect(flights.over(cameraId, range(0, 10))).toEqual([]);
  });
});
