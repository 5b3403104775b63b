import type { Camera, Role } from '@playhead/contracts';
import { HttpResponse, http } from 'msw';
import { aPerson, notRecording } from './fixtures.ts';
import { api, server } from './server.ts';

type Stretch = readonly [startTime: string, endTime: string];

type World = {
  readonly cameras?: readonly Camera[];
  readonly role?: Role;
  readonly siteTimeZone?: string;
  readonly sequences?: readonly Stretch[];
  readonly gaps?: readonly Stretch[];
};

const lasting = ([startTime, endTime]: Stretch) => ({
  startTime,
  endTime,
  durationSeconds: (Date.parse(endTime) - Date.parse(startTime)) / 1000,
});

const sums = { totalRecordingSeconds: 0, totalGapSeconds: 0, coverage: 0 };

/** A whole API in which nothing is being recorded, for tests of whole pages. */
export function givenWorld({
  cameras = [],
  role = 'operator',
  siteTimeZone,
  sequences = [],
  gaps = [],
}: World = {}): void {
  server.use(
    http.get(api('/auth/me'), () => HttpResponse.json(aPerson(role))),
    http.get(api('/site'), () => HttpResponse.json(siteTimeZone ? { timeZone: siteTimeZone } : {})),
    http.get(api('/milestone/status'), () =>
      HttpResponse.json({ reachable: true, since: '2026-03-01T12:00:00Z', lastContactAt: null }),
    ),
    http.get(api('/milestone/cameras'), () => HttpResponse.json({ cameras: [], total: 0, imported: 0 })),
    http.get(api('/milestone/sync'), () => HttpResponse.json({ syncs: [], total: 0 })),
    http.get(api('/cameras'), () => HttpResponse.json({ cameras, total: cameras.length })),
    http.get(api('/recordings'), () => HttpResponse.json({ recordings: [], total: 0 })),
    http.get(api('/recordings/active'), () => HttpResponse.json({ recordings: [], total: 0 })),
    http.get(api('/cameras/:id/recordings/status'), () => HttpResponse.json(notRecording)),
    http.get(api('/cameras/:id/bookmarks/marks'), ({ params }) =>
      HttpResponse.json({ cameraId: params.id, marks: [], total: 0 }),
    ),
    http.get(api('/cameras/:id/playback/snapshot'), () => HttpResponse.arrayBuffer(new ArrayBuffer(4))),
    http.post(api('/cameras/:id/recordings/query'), ({ params }) =>
      HttpResponse.json({
        cameraId: params.id,
        cameraName: 'Gate',
        queryRange: { start: '2026-03-01T00:00:00Z', end: '2026-03-02T00:00:00Z' },
        sequences: sequences.map((one, index) => ({
          sequenceId: `s${index}`,
          available: true,
          ...lasting(one),
        })),
        gaps: gaps.map(lasting),
        ...sums,
        statistics: sums,
        metadata: {},
      }),
    ),
  );
}
