import type { ListCamerasQuery, VmsCamera } from '@playhead/milestone';
import { describe, expect, it } from 'vitest';
import { readListing } from './camera-listing.ts';

const camera = (number: number): VmsCamera => ({
  deviceId: `device-${number}`,
  name: `Camera ${number}`,
  enabled: true,
  recording: false,
  recordingServer: '',
  liveStreamUrl: '',
  ptz: { pan: false, tilt: false, zoom: false },
  metadata: {},
});
const asOf = new Date('2026-03-01T12:00:00Z');
const read = (
  answers: (query: ListCamerasQuery, call: number) => { cameras: VmsCamera[]; total: number },
) => {
  let calls = 0;
  const listCameras = (query: ListCamerasQuery) => {
    calls += 1;
    return Promise.resolve(answers(query, calls));
  };
  return readListing({ listCameras }, asOf, new AbortController().signal);
};
const cameras = Array.from({ length: 1_200 }, (_, index) => camera(index));

describe('the list of the VMS', () => {
  it('is read to its end, however short its pages', async () => {
    const listing = await read(({ offset }) => ({
      cameras: cameras.slice(offset, offset + 300),
      total: 1_200,
    }));

    expect(listing).toMatchObject({ complete: true, asOf });
    expect(listing.byId.size).toBe(1_200);
  });

  it('is read again when a camera slipped between two pages', async () => {
    const listing = await read(({ offset }, call) => {
      const now = call === 1 ? cameras : cameras.filter((_, index) => index !== 3);
      return { cameras: now.slice(offset, offset + 500), total: now.length };
    });

    expect(listing.complete).toBe(true);
    expect(listing.byId.has('device-500')).toBe(true);
    expect(listing.byId.has('device-3')).toBe(false);
  });

  it('names a camera once, and says when it does not add up', async () => {
    const listing = await read(() => ({ cameras: [camera(1), camera(1)], total: 2 }));

    expect(listing.cameras).toHaveLength(1);
    expect(listing.complete).toBe(false);
  });
});
