import { describe, expect, it } from 'vitest';
import type { Camera } from '../cameras/camera.ts';
import { siteCameras } from '../cameras/site.ts';
import { footageOf, isRecording } from './footage.ts';
import { fraction } from './fraction.ts';
import type { Range } from './range.ts';
import { DAY, HOUR, MINUTE, SECOND } from './slots.ts';
import { PREBUFFER_MS, type Stretch } from './stretch.ts';

const NOW = Date.parse('2026-03-01T12:34:56.789Z');
const cameras = siteCameras(new Date(NOW));
const week = { start: NOW - 7 * DAY, end: NOW };

const ask = (camera: Camera, window: Range, { now = NOW, manual = [] as Stretch[] } = {}) =>
  footageOf({ camera, window, now, manual });

/** Windows of all lengths and places, some partly in the future or before all footage. */
const windows = Array.from({ length: 40 }, (_, index) => {
  const start = NOW - Math.floor(9 * DAY * fraction(101, index));
  return { start, end: start + Math.ceil(2 * DAY * fraction(102, index) ** 4) };
});

describe('the footage of a camera', () => {
  it('and its gaps fill every window up to now, in order and without overlap', () => {
    for (const camera of cameras) {
      for (const window of windows) {
        const { sequences, gaps } = ask(camera, window);
        const parts = [...sequences, ...gaps].toSorted((a, b) => a.start - b.start);
        expect(parts.every(({ start, end }) => start < end)).toBe(true);
        expect([...parts.map(({ start }) => start), Math.min(window.end, NOW)]).toEqual([
          window.start,
          ...parts.map(({ end }) => end),
        ]);
      }
    }
  });

  it('is the same whatever window is asked for', () => {
    for (const camera of cameras) {
      const whole = ask(camera, week).sequences;
      for (const window of windows.filter(({ start }) => start > week.start)) {
        for (const part of ask(camera, window).sequences) {
          const same = whole.find(({ sequenceId }) => sequenceId === part.sequenceId);
          expect(part).toMatchObject({
            start: Math.max(same?.start ?? NaN, window.start),
            end: Math.min(same?.end ?? NaN, window.end),
          });
        }
      }
    }
  });

  it('does not change as time goes on, but for the sequence that grows', () => {
    for (const camera of cameras) {
      const before = ask(camera, { start: NOW - DAY, end: NOW }).sequences.filter(({ end }) => end < NOW);
      const later = ask(camera, { start: NOW - DAY, end: NOW }, { now: NOW + 20 * MINUTE }).sequences;
      expect(later).toEqual(expect.arrayContaining(before));
    }
  });

  it('has an id of its own for each sequence', () => {
    const ids = cameras.flatMap((camera) => ask(camera, week).sequences.map(({ sequenceId }) => sequenceId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('starts every sequence on a whole second, where a key picture is', () => {
    for (const camera of cameras) {
      const { sequences } = ask(camera, { start: NOW - 3 * DAY, end: NOW });
      expect(sequences.slice(1).every(({ start }) => start % SECOND === 0)).toBe(true);
    }
  });

  it('is plentiful in the last day, with a gap of a minute or more in the last four hours', () => {
    for (let hour = 0; hour < 48; hour += 1) {
      const now = NOW + hour * HOUR + 61_003 * hour;
      for (const camera of cameras.filter(({ disabledSince }) => disabledSince === undefined)) {
        const day = ask(camera, { start: now - DAY, end: now }, { now });
        const recorded = day.sequences.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(recorded).toBeGreaterThan(6 * HOUR);
        const recent = ask(camera, { start: now - 4 * HOUR, end: now }, { now });
        expect(recent.gaps.some(({ start, end }) => end - start >= MINUTE)).toBe(true);
      }
    }
  });

  it('names the reason of a gap where it is known, also of what was deleted', () => {
    const reasons = cameras.flatMap((camera) =>
      ask(camera, { start: NOW - 9 * DAY, end: NOW }).gaps.map(({ reason }) => reason),
    );
    expect(new Set(reasons)).toEqual(
      new Set([
        undefined,
        'retention_expired',
        'scheduled_maintenance',
        'recording_server_offline',
        'camera_connection_lost',
        'camera_disabled',
      ]),
    );
  });

  it('goes on to the present moment at some cameras and not at others', () => {
    const states = cameras.map((camera) => isRecording(camera, NOW, []));
    expect(new Set(states)).toEqual(new Set([true, false]));
    for (const [index, camera] of cameras.entries()) {
      const last = ask(camera, { start: NOW - HOUR, end: NOW }).sequences.at(-1);
      expect(last?.end === NOW).toBe(states[index]);
    }
  });

  it('has one sequence for what is recorded by itself and on demand at once, triggered by the first', () => {
    const whole = NOW - (NOW % SECOND);
    const manual = { start: whole - 10 * MINUTE, end: whole - 5 * MINUTE, triggered: whole - 10 * MINUTE };
    const hour = { start: NOW - HOUR, end: NOW };
    for (const camera of cameras) {
      const alone = ask(camera, hour).sequences;
      const { sequences, gaps } = ask(camera, hour, { manual: [manual] });
      const kept = { start: manual.start - PREBUFFER_MS, end: manual.end };
      const touched = alone.filter(({ start, end }) => start <= kept.end && end >= kept.start);
      const apart = alone.filter((other) => !touched.includes(other));
      const joined = sequences.filter(({ start, end }) => start <= manual.start && end >= manual.end);

      expect(joined).toHaveLength(1);
      expect(joined[0]?.triggered).toBe(Math.min(manual.triggered, ...touched.map((one) => one.triggered)));
      expect(joined[0]?.end).toBe(Math.max(manual.end, ...touched.map(({ end }) => end)));
      expect(sequences.filter((other) => !joined.includes(other))).toEqual(apart);
      expect([...sequences, ...gaps].reduce((sum, { start, end }) => sum + end - start, 0)).toBe(HOUR);
    }
  });

  it('begins in a gap with the three seconds before a manual recording, if the camera delivered then', () => {
    const [first] = cameras;
    if (first === undefined) throw new Error('There is no camera.');
    const at = NOW - (NOW % SECOND) - 10 * MINUTE;
    const manual = [{ start: at, end: at + MINUTE, triggered: at + 789 }];
    const made = (gaps: Range[]) => {
      const camera = { ...first, mode: 'never', failures: 'none', gaps } as const;
      return ask(camera, { start: NOW - HOUR, end: NOW }, { manual }).sequences;
    };

    expect(made([])).toMatchObject([{ start: at - 2000, triggered: at + 789, end: at + MINUTE }]);
    expect(made([{ start: at - MINUTE, end: at - 1000 }])).toMatchObject([{ start: at - 1000 }]);
    expect(made([{ start: at - MINUTE, end: at + SECOND }])).toMatchObject([{ start: at }]);
  });

  it('begins a little before something moves, and at once where a failure ends', () => {
    const camera = cameras.find(({ mode }) => mode === 'motion');
    if (camera === undefined) throw new Error('There is no camera.');
    const day = { start: NOW - 2 * DAY, end: NOW - DAY };
    const { sequences, gaps } = ask({ ...camera, failures: 'none' }, day);
    const [cut, whole] = sequences.slice(1);
    if (cut === undefined || whole === undefined) throw new Error('Nothing moved.');
    const lost = { start: cut.start - MINUTE, end: cut.start + MINUTE };
    const failed = ask({ ...camera, failures: 'none', gaps: [lost] }, day).sequences.slice(1);

    expect(gaps.length).toBeGreaterThan(0);
    expect(whole.triggered).toBe(whole.start + 3000);
    expect(failed[0]).toMatchObject({ start: lost.end, triggered: lost.end, end: cut.end });
    expect(failed[1]).toEqual(whole);
  });

  it('is kept as long as its camera says', () => {
    const [camera] = siteCameras(new Date(NOW), 1, 30);
    if (camera === undefined) throw new Error('There is no camera.');

    const { sequences, gaps } = ask(camera, { start: NOW - 60 * DAY, end: NOW });

    const oldest = Math.floor((NOW - 30 * DAY) / HOUR) * HOUR;
    expect(gaps[0]).toEqual({ start: NOW - 60 * DAY, end: oldest, reason: 'retention_expired' });
    expect(sequences[0]?.start).toBe(oldest);
  });

  it('weighs what its length weighs', () => {
    for (const camera of cameras.slice(0, 3)) {
      for (const { start, end, sizeBytes } of ask(camera, week).sequences) {
        expect((sizeBytes * 8_000) / (end - start)).toBeCloseTo(camera.bitsPerSecond, -3);
      }
    }
  });
});
