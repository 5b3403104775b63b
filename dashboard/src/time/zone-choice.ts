import { create } from 'zustand';
import type { Zone } from './zone.ts';

/** Whose clocks times are shown by: those of this machine, of the cameras' site, or UTC. */
export const zoneChoices = ['mine', 'site', 'utc'] as const;
export type ZoneChoice = (typeof zoneChoices)[number];

const KEY = 'playhead.zone';

/** Asked once: every time on the page is shown by it, and asking takes long. */
let own: Zone | undefined;

function ownZone(): Zone {
  own ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own;
}

type Zones = {
  readonly choice: ZoneChoice;
  /** The site's zone; undefined while it is not known, or when nobody has configured it. */
  readonly site: Zone | undefined;
};

/** Kept per browser. */
export const useZones = create<Zones>(() => ({
  choice: zoneChoices.find((choice) => choice === localStorage.getItem(KEY)) ?? 'mine',
  site: undefined,
}));

export function chooseZone(choice: ZoneChoice): void {
  localStorage.setItem(KEY, choice);
  useZones.setState({ choice });
}

export const setSiteZone = (site: Zone | undefined): void => useZones.setState({ site });

/** The zone that a choice stands for. Without a site's zone, the site's clocks are taken to be the reader's. */
export function zoneOf({ choice, site }: Zones): Zone {
  if (choice === 'utc') return 'UTC';
  return choice === 'site' ? (site ?? ownZone()) : ownZone();
}

/** The zone in which times are shown. The page is drawn anew when it changes. */
export const currentZone = (): Zone => zoneOf(useZones.getState());
