import type { Camera } from '../cameras/camera.ts';
import { cameraId, locationOf, type Site } from '../cameras/site.ts';
import { fraction } from '../history/fraction.ts';
import { HOUR } from '../history/slots.ts';
import { instantOf, namesOf, type Scenario, type ScenarioCamera } from './scenario.ts';

/** How long before the start it was that cameras were disabled or went offline. */
const SINCE_MS = 2 * HOUR;

/** The site of a scenario that starts now. Cameras are numbered in the order of the file. */
export function siteOf(scenario: Scenario, startedAt: Date): Site {
  const cameras: Camera[] = [];
  for (const described of scenario.cameras) {
    for (const name of namesOf(described)) {
      cameras.push(cameraOf(scenario, described, { number: cameras.length + 1, name, startedAt }));
    }
  }
  return { name: scenario.site, recorders: scenario.recorders, cameras };
}

interface Placing {
  number: number;
  name: string;
  startedAt: Date;
}

function cameraOf(scenario: Scenario, described: ScenarioCamera, placing: Placing): Camera {
  const { recorder, enabled, licensed, permitted, recordingEnabled, state, recordingTimeoutMinutes } =
    described;
  const { number, name, startedAt } = placing;
  const since = Math.floor((startedAt.getTime() - SINCE_MS) / HOUR) * HOUR;
  const gaps = described.gaps.map(({ from, to, reason }) => ({
    start: instantOf(from, startedAt),
    end: to === undefined ? Number.POSITIVE_INFINITY : instantOf(to, startedAt),
    ...(reason !== undefined && { reason }),
  }));
  const offline = { start: since, end: Number.POSITIVE_INFINITY, reason: 'camera_connection_lost' };
  return {
    id: described.id?.toLowerCase() ?? cameraId(number),
    number,
    name,
    nameAr: '',
    server: recorder === undefined ? 1 : scenario.recorders.indexOf(recorder) + 1,
    mode: licensed && recordingEnabled ? described.recording : 'never',
    ptz: described.ptz,
    manufacturer: described.manufacturer,
    model: described.model,
    location: locationOf(number),
    bitsPerSecond: 2_000_000 + Math.round(20 * fraction(23, number)) * 100_000,
    retentionDays: described.retentionDays ?? scenario.retentionDays,
    codec: described.codec,
    failures: described.failures,
    gaps: state === 'offline' ? [...gaps, offline] : gaps,
    ...(state !== 'online' && { state }),
    ...(!enabled && { disabledSince: since }),
    isUnlicensed: !licensed,
    isForbidden: !permitted,
    isRecordingDisabled: !recordingEnabled,
    ...(recordingTimeoutMinutes !== undefined && { recordingTimeoutMinutes }),
    ...(described.privacyMask !== undefined && { privacyMask: described.privacyMask }),
  };
}
