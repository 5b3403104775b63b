import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { advertisedUrl } from './advertised-url.ts';

const settings = { HOST: '0.0.0.0', PLAYHEAD_DEMO: false, PLAYBACK_ADVERTISED_URL: undefined };

it.each([
  [
    'is the one that is set',
    { PLAYBACK_ADVERTISED_URL: 'http://playback-2:9000/' },
    'http://playback-2:9000',
  ],
  ['has the address that it listens on', { HOST: '192.0.2.7' }, 'http://192.0.2.7:8084'],
  ['has brackets round an IPv6 address', { HOST: 'fd00::7' }, 'http://[fd00::7]:8084'],
  ['has the name of the machine where every address is listened on', {}, `http://${hostname()}:8084`],
  [
    'is this machine’s own in a demo, which listens nowhere else',
    { PLAYHEAD_DEMO: true },
    'http://127.0.0.1:8084',
  ],
])('the address for the other instances %s', (_, change, url) => {
  expect(advertisedUrl({ ...settings, ...change }, 8084)).toBe(url);
});
