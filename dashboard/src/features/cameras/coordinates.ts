import { formatNumber } from '../../i18n/format-number.ts';

/** Metres are five decimals; more were never measured. */
const MOST_DECIMALS = 6;

type Position = { readonly latitude: number; readonly longitude: number };

/** Latitude, then longitude, in the digits of the page; as exact as it is known, or in so many decimals. */
export function coordinatesText({ latitude, longitude }: Position, decimals?: number): string {
  const exactness = { minimumFractionDigits: decimals, maximumFractionDigits: decimals ?? MOST_DECIMALS };
  return `${formatNumber(latitude, exactness)}, ${formatNumber(longitude, exactness)}`;
}
