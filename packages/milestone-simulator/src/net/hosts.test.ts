import { expect, it } from 'vitest';
import { isLoopback } from './hosts.ts';

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.example.com', false],
])('knows whether only this machine reaches %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});
