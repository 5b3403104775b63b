import { expect, it } from 'vitest';
import { withoutCredentials } from './without-credentials.ts';

it.each([
  ['rtsp://root:p@ss@10.0.0.7:554/live?channel=1', 'rtsp://10.0.0.7:554/live?channel=1'],
  ['RTSPS://root@camera/live', 'RTSPS://camera/live'],
  ['rtsp://camera/live?contact=a@b', 'rtsp://camera/live?contact=a@b'],
  ['rtsp://camera/a@b', 'rtsp://camera/a@b'],
  ['', ''],
])('%j is shown as %j', (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown);
});
