import { type StreamSpeed, streamSpeeds } from '@playhead/contracts';
import { formatNumber } from '../../i18n/format-number.ts';

/** Slowly backwards is what the server prepares of −1×, at half the pace. */
const SLOWLY_BACK = -0.5;

export type Speed = StreamSpeed | typeof SLOWLY_BACK;

const all: readonly Speed[] = [...streamSpeeds, SLOWLY_BACK];

/** Every speed that can be chosen, ascending. */
export const speeds = all.toSorted((a, b) => a - b);

/** How a speed is played: which stream is opened, and how fast the element runs through it. */
export type Pace = { readonly stream: StreamSpeed; readonly rate: number };

/**
 * Up to 2× the stream of 1× is played slower or faster, so that a change needs no other stream. Faster and backwards
 * come prepared by the server, at the element's own pace.
 */
export function paceOf(speed: Speed): Pace {
  if (speed === SLOWLY_BACK) return { stream: -1, rate: 0.5 };
  return speed > 0 && speed <= 2 ? { stream: 1, rate: speed } : { stream: speed, rate: 1 };
}

const ladder = [1, 2, 4, 8] as const;

/** The next speed of a direction: from anything else its slowest, then ever faster. */
export function faster(speed: Speed, direction: 'forward' | 'reverse'): Speed {
  const sign = direction === 'forward' ? 1 : -1;
  const next = ladder.find((step) => step > speed * sign) ?? 8;
  if (direction === 'forward') return next;
  return reverse[next];
}

const reverse = { 1: -1, 2: -2, 4: -4, 8: -8 } as const satisfies Record<(typeof ladder)[number], Speed>;

/** As on the speed chip: "4×", "−2×". */
export const speedText = (speed: Speed): string => `${speed < 0 ? '−' : ''}${formatNumber(Math.abs(speed))}×`;
