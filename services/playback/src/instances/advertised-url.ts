import { hostname } from 'node:os';
import { listenAddress } from '@playhead/service-kit';
import type { PlaybackConfig } from '../config.ts';

type Settings = Pick<PlaybackConfig, 'HOST' | 'PLAYHEAD_DEMO' | 'PLAYBACK_ADVERTISED_URL'>;

const everywhere = new Set(['0.0.0.0', '::']);

/**
 * Where the other instances reach this one, which listens on `port`. Unless set it is the address that it listens on, or
 * the name of the machine if that is every address: in a container, its own name in the network it shares with the others.
 */
export function advertisedUrl(settings: Settings, port: number): string {
  const { PLAYBACK_ADVERTISED_URL: set } = settings;
  if (set !== undefined) return new URL(set).origin;
  const address = listenAddress(settings);
  const host = everywhere.has(address) ? hostname() : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
