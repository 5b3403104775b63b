import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { footageOf } from '../history/footage.ts';
import { HOUR, MINUTE } from '../history/slots.ts';
import { parseScenario, readScenario, ScenarioError } from './read-scenario.ts';
import { siteOf } from './site-of.ts';

const NOON = new Date('2026-03-01T12:00:00Z');
const examples = join(import.meta.dirname, '..', '..', 'examples');

/** The message of the error, line by line. */
function complaints(text: string): string[] {
  try {
    parseScenario(text, 'site.yaml');
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n').map((line) => line.trim());
    throw error;
  }
  return [];
}

describe('a scenario file', () => {
  it('needs no more than the name of a camera', () => {
    const site = siteOf(parseScenario('cameras: [{ name: Gate }]', 'site.yaml'), NOON);

    expect(site).toMatchObject({ recorders: ['Recording Server 1'], cameras: [{ name: 'Gate', server: 1 }] });
  });

  it('makes as many cameras of one description as it says, each with an id of its own', () => {
    const { cameras } = siteOf(
      parseScenario('cameras: [{ name: Fence, count: 3 }, { name: Gate }]', 'site.yaml'),
      NOON,
    );

    expect(cameras.map(({ number, name }) => [number, name])).toEqual([
      [1, 'Fence 1'],
      [2, 'Fence 2'],
      [3, 'Fence 3'],
      [4, 'Gate'],
    ]);
    expect(new Set(cameras.map(({ id }) => id)).size).toBe(4);
  });

  it('puts gaps where it says, by the calendar or before the start, with their reasons', () => {
    const [camera] = siteOf(
      parseScenario(
        `cameras:
          - name: Mast
            failures: none
            gaps:
              - { from: 2026-03-01T08:00:00Z, to: 2026-03-01T09:00:00Z, reason: camera_connection_lost }
              - { from: 2h 30m ago, to: 2h ago }`,
        'site.yaml',
      ),
      NOON,
    ).cameras;
    const now = NOON.getTime();

    const gaps =
      camera && footageOf({ camera, window: { start: now - 6 * HOUR, end: now }, now, manual: [] }).gaps;

    expect(gaps).toEqual([
      { start: now - 4 * HOUR, end: now - 3 * HOUR, reason: 'camera_connection_lost' },
      { start: now - 2 * HOUR - 30 * MINUTE, end: now - 2 * HOUR },
    ]);
  });

  it.each(readdirSync(examples))('is shipped as an example that holds: %s', async (name) => {
    const { cameras } = siteOf(await readScenario(join(examples, name)), NOON);

    expect(cameras.length).toBeGreaterThan(0);
  });

  it('is shown by the README, with all that a camera takes', async () => {
    const readme = await readFile(join(examples, '..', 'README.md'), 'utf8');
    const [, shown = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    const [, takes = ''] = /it takes (.*)\.$/.exec(
      complaints('cameras: [{ name: Gate, colour: red }]')[1] ?? '',
    ) ?? [''];

    expect(complaints(shown)).toEqual([]);
    const untold = takes
      .split(', ')
      .filter((field) => !shown.includes(`${field}:`) && !readme.includes(`\`${field}\``));
    expect(takes).toContain('recordingTimeoutMinutes');
    expect(untold).toEqual([]);
  });

  it('names each place that is wrong, and what it accepts', () => {
    const text = `
      retentionDays: never
      recorders: [Quay]
      cameras:
        - { name: Gate, recorder: Yard, colour: red }
        - { name: Door, codec: av1, gaps: [{ from: yesterday }] }
        - { name: Hall, gaps: [{ from: 1h ago, to: 2h ago }] }`;

    expect(complaints(text)).toEqual([
      'site.yaml is no scenario:',
      'retentionDays accepts a whole number from 1 to 3650.',
      expect.stringMatching(/^cameras\[0\] does not know colour; it takes name, count, /),
      'cameras[1].gaps[0].from accepts an ISO 8601 instant such as 2026-03-01T12:00:00Z, or a time such as 4h ago, 2d 30m ago.',
      'cameras[1].codec accepts h264, h265, mjpeg.',
      'cameras[2].gaps[0].to accepts a later time than from.',
    ]);
    expect(complaints('recorders: [Quay]\ncameras: [{ name: Gate, recorder: Yard }]')).toEqual([
      'site.yaml is no scenario:',
      'cameras[0].recorder accepts Quay.',
    ]);
  });

  it.each([
    ['cameras: []', 'cameras accepts one camera or more.'],
    ['site: Harbour', 'cameras accepts a list.'],
    [
      'just a text',
      'The file accepts an object with site, retentionDays, clock, tls, recorders, cameras, faults.',
    ],
    [
      'cameras: [{ name: Gate, count: 2, id: 6f0a1f0e-0000-4000-8000-000000000001 }]',
      'cameras[0].id accepts a GUID only for a single camera (count: 1).',
    ],
    [
      'cameras: [{ name: Gate, recordingTimeoutMinutes: -1 }]',
      'cameras[0].recordingTimeoutMinutes accepts a whole number from 0 to 10000.',
    ],
  ])('is refused: %s', (text, complaint) => {
    expect(complaints(text)).toEqual(['site.yaml is no scenario:', complaint]);
  });

  it('may say what goes wrong from the start, by call, by camera and by connection', () => {
    const { faults } = parseScenario(
      `cameras: [{ name: Fence, count: 2 }]
faults:
  - { kind: status, status: 503, calls: all, match: { operation: video, camera: Fence 2 } }
  - { kind: slow, bytesPerSecond: 9000, connection: { to: 1, nth: 3, count: all } }`,
      'site.yaml',
    );
    expect(faults).toEqual([
      {
        kind: 'status',
        status: 503,
        body: 'json',
        calls: 'all',
        match: { operation: 'video', camera: 'Fence 2' },
      },
      { kind: 'slow', bytesPerSecond: 9000, connection: { to: 1, nth: 3, count: 'all' } },
    ]);
    expect(
      complaints(`cameras: [{ name: Gate }]
faults:
  - { kind: drop, match: { camera: Door } }
  - { kind: reset, afterBytes: 9, match: { camera: Door } }
  - { kind: certificate, connection: {} }
  - { kind: explode }`),
    ).toEqual([
      'site.yaml is no scenario:',
      'faults[0].afterBytes accepts a whole number from 0.',
      'faults[3].kind accepts status, delay, slow, drop, reset, stall; with connection also refuse, certificate, not status.',
    ]);
    expect(
      complaints(`cameras: [{ name: Gate }]
faults: [{ kind: certificate, connection: {} }, { kind: reset, afterBytes: 9, match: { camera: Door } }]`),
    ).toEqual([
      'site.yaml is no scenario:',
      'faults[0].kind accepts certificate only where there is tls.',
      'faults[1].match.camera accepts the name of a camera.',
    ]);
  });

  it('finds key and certificate from its folder, and wants both or neither', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scenario-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'site.yaml');
    await writeFile(file, 'tls: { at: all, keyFile: a.key, certFile: a.crt }\ncameras: [{ name: Gate }]');

    const { tls } = await readScenario(file);

    expect(tls).toEqual({ at: 'all', keyFile: join(folder, 'a.key'), certFile: join(folder, 'a.crt') });
    expect(complaints('tls: { keyFile: a.key }\ncameras: [{ name: Gate }]')[1]).toMatch(/^tls accepts/);
  });

  it('is refused where it is no YAML, with the line', () => {
    expect(complaints('cameras: [')[0]).toMatch(/^site.yaml is no YAML: .* line 1/);
  });

  it('is refused where there is none', async () => {
    await expect(readScenario('/nowhere/site.yaml')).rejects.toThrow('The scenario /nowhere/site.yaml');
  });
});
