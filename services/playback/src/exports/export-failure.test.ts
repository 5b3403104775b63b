import { DomainError } from '@playhead/service-kit';
import { expect, it } from 'vitest';
import { FfmpegError } from '../streams/ffmpeg/ffmpeg-run.ts';
import { pauseAfter, toExportError } from './export-failure.ts';

it.each([
  ['a disk that is full', Object.assign(new Error('write failed'), { code: 'ENOSPC' }), 'export-disk-full'],
  ['an FFmpeg whose disk is full', new FfmpegError('av_write: No space left on device'), 'export-disk-full'],
  ['an FFmpeg that fails', new FfmpegError('Invalid data'), 'export-failed'],
  ['what nobody foresaw', new TypeError('x is not a function'), 'export-failed'],
  ['a problem with a name', new DomainError('footage-not-found', { detail: 'None.' }), 'footage-not-found'],
])('%s is told by its code', (_, error, code) => {
  const told = toExportError(error);
  expect(told.code).toBe(code);
  expect(told.message).not.toContain('function');
});

it.each([
  ['vms-unavailable', [1, 2, 4, 8], 50],
  ['export-failed', [1, 2], 3],
  ['export-disk-full', [], 1],
] as const)('%s is tried again after %j seconds, %i times in all', (code, pauses, tries) => {
  expect(pauses.map((_, index) => pauseAfter(code, index + 1))).toEqual(pauses);
  expect(pauseAfter(code, tries)).toBeUndefined();
  if (tries > 1) expect(pauseAfter(code, tries - 1)).toBeLessThanOrEqual(300);
});
