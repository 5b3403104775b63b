import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { FootageService } from '../footage.service.ts';
import type { Footage } from '../footage.ts';
import { KnownFootage } from './known-footage.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

/** Some minutes from a minute of the last three hours on, up to a while after now. */
const question = fc.record({
  minutesAgo: fc.integer({ min: 1, max: 180 }),
  minutes: fc.integer({ min: 1, max: 185 }),
  refresh: fc.boolean(),
});
/** Questions asked at the same time, after some seconds, maybe of an instance that has just been started. */
const round = fc.record({
  secondsLater: fc.constantFrom(0, 3, 45, 400),
  restarted: fc.boolean(),
  questions: fc.array(question, { minLength: 1, maxLength: 4 }),
});

/** Without sizes, which the VMS rounds in each of its answers. */
const weightless = ({ sequences, ...footage }: Footage) => ({
  ...footage,
  sequences: sequences.map(({ sizeBytes: _, ...sequence }) => sequence),
});
const bytes = ({ sequences }: Footage) => sequences.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);

describe('however questions overlap, follow each other and meet', () => {
  it('every answer is what the VMS alone would have said', async () => {
    const client = world.service.app.get<MilestoneClient>(MILESTONE);
    const footage = world.service.app.get(FootageService);
    const cameras = await Promise.all([1, 4].map((number) => world.importCamera(number)));

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cameras),
        fc.array(round, { minLength: 1, maxLength: 4 }),
        async ({ id, deviceId }, rounds) => {
          for (const { secondsLater, restarted, questions } of rounds) {
            world.clock.advance(secondsLater);
            if (restarted) vi.spyOn(KnownFootage.prototype, 'find').mockReturnValueOnce([]);
            const now = world.clock.now().getTime();
            const asked = questions.map(({ minutesAgo, minutes, refresh }) => ({
              refresh,
              startTime: new Date(now - minutesAgo * 60_000),
              endTime: new Date(now + (minutes - minutesAgo) * 60_000),
            }));

            const answers = await Promise.all(
              asked.map(({ refresh, ...range }) =>
                footage.query({ id, deviceId, name: 'Gate' }, range, { refresh }),
              ),
            );

            for (const [index, { startTime, endTime }] of asked.entries()) {
              const plain = await client.querySequences({ deviceId, startTime, endTime });
              const answer = answers[index];
              if (answer === undefined) throw new Error('A question was not answered.');
              expect(weightless(answer)).toEqual(weightless(plain));
              expect(Math.abs(bytes(answer) - bytes(plain))).toBeLessThan(100);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
