import { expect, it } from 'vitest';
import { containing } from './like-pattern.ts';

it.each([
  ['gate', '%gate%'],
  ['100%', '%100\\%%'],
  ['a_b', '%a\\_b%'],
  ['a\\b', '%a\\\\b%'],
  ['', '%%'],
])('a pattern finds %j and takes none of it for a wildcard', (text, pattern) => {
  expect(containing(text)).toBe(pattern);
});
