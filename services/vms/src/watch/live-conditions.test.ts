import type { VmsCamera } from '@playhead/milestone';
import { describe, expect, it } from 'vitest';
import type { CameraListing } from '../discovery/camera-listing.ts';
import { LiveConditions } from './live-conditions.ts';

const second = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, seconds));

const camera = (deviceId: string): VmsCamera => ({
  deviceId,
  name: deviceId,
  enabled: true,
  state: 'online',
  recording: false,
  recordingServer: '',
  liveStreamUrl: '',
  ptz: { pan: false, tilt: false, zoom: false },
  metadata: {},
});

function listingOf(asOf: Date, ...cameras: VmsCamera[]): CameraListing {
  const byId = new Map(cameras.map((one) => [one.deviceId, one]));
  return { cameras, byId, asOf, complete: true };
}

const told = (listing: CameraListing) =>
  listing.cameras.map(({ deviceId, state, recording }) => [deviceId, state, recording]);

describe('a list of cameras', () => {
  const listing = listingOf(second(10), camera('gate'), camera('door'));

  it('is itself until something is told', () => {
    expect(new LiveConditions().over(listing)).toBe(listing);
  });

  it('shows what was told since, and all of it', () => {
    const live = new LiveConditions();
    live.tell([{ deviceId: 'door', recording: true }], second(11));
    live.tell([{ deviceId: 'door', state: 'offline' }, { deviceId: 'unlisted' }], second(12));

    const now = live.over(listing);

    expect(told(now)).toEqual([
      ['gate', 'online', false],
      ['door', 'offline', true],
    ]);
    expect(now.byId.get('door')).toBe(now.cameras[1]);
    expect(live.over(listing)).toBe(now);
  });

  it('stands over what was told before it was begun, not over what came while it was read', () => {
    const live = new LiveConditions();
    live.tell([{ deviceId: 'gate', state: 'offline' }], second(11));
    live.tell([{ deviceId: 'door', state: 'offline' }], second(13));
    const later = listingOf(second(12), camera('gate'), camera('door'));
    live.listed(later);

    expect(told(live.over(later))).toEqual([
      ['gate', 'online', false],
      ['door', 'offline', false],
    ]);
  });
});
