import { guidOf } from '../guid.ts';
import { fraction } from '../history/fraction.ts';
import { HOUR } from '../history/slots.ts';
import type { Camera } from './camera.ts';
import { type Place, places } from './places.ts';

const DEFAULT_RETENTION_DAYS = 7;

const makes = [
  { manufacturer: 'Axis', model: 'P3245-LVE' },
  { manufacturer: 'Axis', model: 'Q6075-E' },
  { manufacturer: 'Hanwha', model: 'XNV-8082R' },
  { manufacturer: 'Bosch', model: 'NBE-5702-AL' },
] as const;

/** What is simulated: recorders by name, in the order of their numbers, and their cameras. */
export interface Site {
  name: string;
  recorders: readonly string[];
  cameras: readonly Camera[];
}

/** The name of the recorder that a camera is on. */
export const recorderOf = ({ recorders }: Pick<Site, 'recorders'>, { server }: Camera): string =>
  recorders[server - 1] ?? `Recording Server ${server}`;

/** The site that is simulated unless a scenario describes another. */
export const builtInSite = (...asked: Parameters<typeof siteCameras>): Site => ({
  name: 'Simulated site',
  recorders: ['Recording Server 1', 'Recording Server 2'],
  cameras: siteCameras(...asked),
});

/**
 * The cameras of the site, by number: as many as are asked for, the places repeating with a number of their own. Those
 * disabled were so two hours before the simulator started.
 */
export function siteCameras(
  startedAt: Date,
  count = places.length,
  retentionDays = DEFAULT_RETENTION_DAYS,
): Camera[] {
  const disabledSince = Math.floor((startedAt.getTime() - 2 * HOUR) / HOUR) * HOUR;
  return placesFor(count).map(({ name, disabled, ptz, ...place }, index) => {
    const number = index + 1;
    return {
      ...place,
      id: cameraId(number),
      number,
      name: `Camera ${String(number).padStart(2, '0')} - ${name}`,
      ptz: ptz === true,
      server: number % 3 === 0 ? 2 : 1,
      ...(ptz ? makes[1] : (makes[[0, 2, 3][index % 3] ?? 0] ?? makes[0])),
      location: locationOf(number),
      bitsPerSecond: 2_000_000 + Math.round(20 * fraction(23, number)) * 100_000,
      retentionDays,
      ...(disabled && { disabledSince }),
    };
  });
}

function placesFor(count: number): Place[] {
  const rounds = Array.from({ length: Math.ceil(count / places.length) }, (_, round) => round + 1);
  const all = rounds.flatMap((round) =>
    round === 1 ? places : places.map((place) => ({ ...place, name: `${place.name} (${round})` })),
  );
  return all.slice(0, count);
}

export const cameraId = (number: number) => guidOf(`camera/${number}`);

/** Somewhere in Dubai. */
export const locationOf = (number: number) => ({
  latitude: round(25.2 + 0.12 * fraction(21, number)),
  longitude: round(55.25 + 0.2 * fraction(22, number)),
});

const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
