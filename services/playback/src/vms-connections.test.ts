import { expect, it } from 'vitest';
import { PlaybackConfig } from './config.ts';
import { toVmsConfig } from './vms-connections.ts';

const config = (changes: Record<string, string>) =>
  PlaybackConfig.parse({
    DATABASE_URL: 'postgres://localhost/playhead',
    AUTH_PUBLIC_KEY_FILE: 'public.pem',
    MILESTONE_BASE_URL: 'http://vms',
    MILESTONE_USERNAME: 'gateway',
    MILESTONE_PASSWORD: 'secret',
    PLAYBACK_DIRECTORY: 'playback',
    PLAYBACK_SIGNING_KEY_FILE: 'signing.key',
    ...changes,
  });

it.each([
  ['60', '50', 113],
  ['200', '1', 204],
])(
  'has a connection for each of %s streams and three exports, and %s more for pictures',
  (streams, connections, video) => {
    const vms = toVmsConfig(
      config({
        PLAYBACK_MAX_CONCURRENT_STREAMS: streams,
        PLAYBACK_MAX_EXPORTS: '3',
        MILESTONE_MAX_CONNECTIONS: connections,
      }),
    );
    expect(vms).toMatchObject({ maxConnections: Number(connections), maxVideoConnections: video });
  },
);
