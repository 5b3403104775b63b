import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { siteCameras } from './site.ts';

describe('the simulated site', () => {
  const cameras = siteCameras(new Date('2026-03-01T12:00:00Z'));

  it('has 24 cameras or more, each with an id and a name of its own', () => {
    expect(cameras.length).toBeGreaterThanOrEqual(24);
    expect(new Set(cameras.map(({ id }) => z.guid().parse(id))).size).toBe(cameras.length);
    expect(new Set(cameras.map(({ name }) => name)).size).toBe(cameras.length);
  });

  it('grows to as many cameras as are asked for, the first ones staying as they are', () => {
    const many = siteCameras(new Date('2026-03-01T12:00:00Z'), 10_000);

    expect(many.slice(0, cameras.length)).toEqual(cameras);
    expect(new Set(many.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(many.map(({ name }) => name)).size).toBe(10_000);
  });

  it('keeps its ids from start to start', () => {
    const later = siteCameras(new Date('2027-01-01T00:00:00Z'));
    expect(later.map(({ id }) => id)).toEqual(cameras.map(({ id }) => id));
    expect(cameras[0]?.id).toBe('dd93ad21-c2fe-8cac-a806-b2b8b79c5dcd');
  });

  it('has two recording servers, PTZ cameras, disabled ones, and both ways to record', () => {
    const kinds = (of: (camera: (typeof cameras)[number]) => unknown) => new Set(cameras.map(of)).size;
    expect(kinds(({ server }) => server)).toBe(2);
    expect(kinds(({ ptz }) => ptz)).toBe(2);
    expect(kinds(({ mode }) => mode)).toBe(2);
    expect(cameras.filter(({ disabledSince }) => disabledSince !== undefined)).toHaveLength(2);
  });

  it('grows to any size behind its named places, each camera still with an id of its own', () => {
    const large = siteCameras(new Date('2026-03-01T12:00:00Z'), 1_000);
    expect(large.slice(0, cameras.length)).toEqual(cameras);
    expect(new Set(large.map(({ id }) => id)).size).toBe(1_000);
  });
});
