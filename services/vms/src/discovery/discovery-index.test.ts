import { MilestoneCameraQuery } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';
import { describe, expect, it } from 'vitest';
import type { CameraListing } from './camera-listing.ts';
import { DiscoveryIndex } from './discovery-index.ts';

const device = (name: string, more: Partial<VmsCamera> = {}): VmsCamera => ({
  deviceId: `device-${name}`,
  name,
  enabled: true,
  recording: false,
  recordingServer: 'Recorder 1',
  liveStreamUrl: 'rtsp://vms/live',
  ptz: { pan: false, tilt: false, zoom: false },
  metadata: {},
  ...more,
});

/** A listing as it is read anew: none of its objects was there before. */
const listing = (...cameras: VmsCamera[]): CameraListing => ({
  cameras,
  byId: new Map(cameras.map((camera) => [camera.deviceId, camera])),
  asOf: new Date('2026-03-01T12:00:00Z'),
  complete: true,
});

const none = new Map<string, string>();
const all = MilestoneCameraQuery.parse({});

describe('the index of the list', () => {
  it('holds its answers while the VMS tells the same again', () => {
    const index = new DiscoveryIndex();
    const first = index.search(listing(device('Gate'), device('Yard')), none, all);

    expect(index.search(listing(device('Yard'), device('Gate')), none, all)).toBe(first);
  });

  it.each<[string, CameraListing, object[]]>([
    ['new', listing(device('Gate'), device('Alley')), [{ name: 'Alley' }, { name: 'Gate' }]],
    ['gone', listing(), []],
    ['renamed', listing(device('Gate', { name: 'Door' })), [{ name: 'Door' }]],
    ['disabled', listing(device('Gate', { enabled: false })), [{ enabled: false }]],
    ['recording', listing(device('Gate', { recording: true })), [{ recording: true }]],
    ['moved', listing(device('Gate', { recordingServer: 'B' })), [{ recordingServer: 'B' }]],
    [
      'another kind',
      listing(device('Gate', { ptz: { pan: true, tilt: false, zoom: false } })),
      [{ ptzEnabled: true }],
    ],
    ['elsewhere', listing(device('Gate', { liveStreamUrl: 'rtsp://b/' })), [{ liveStreamUrl: 'rtsp://b/' }]],
  ])('shows at once that a camera is %s', (_, next, shown) => {
    const index = new DiscoveryIndex();
    index.search(listing(device('Gate')), none, all);

    expect(index.search(next, none, all)).toMatchObject(shown);
  });

  it('shows at once what is imported, and what no longer is', () => {
    const index = new DiscoveryIndex();
    const cameras = listing(device('Gate'));
    const imported = new Map([['device-Gate', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff']]);

    expect(index.search(cameras, imported, all)).toMatchObject([{ imported: true }]);
    expect(index.search(listing(device('Gate')), none, all)).toMatchObject([{ imported: false }]);
  });
});
