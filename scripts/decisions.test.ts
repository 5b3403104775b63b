import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../docs/decisions');
const files = readdirSync(folder).filter((name) => name !== 'README.md');

it('no two decisions have the same number', () => {
  const numbers = files.map((name) => name.slice(0, 4));

  expect(numbers).toEqual([...new Set(numbers)]);
});

it.each(files)('the decision %s is headed by its number', (name) => {
  const heading = readFileSync(join(folder, name), 'utf8').split('\n')[0];

  expect(heading).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
});
