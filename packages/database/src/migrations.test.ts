import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';

const migrations = new URL('../../../migrations/', import.meta.url);

it('migrations are numbered without gaps, and each can be taken back', async () => {
  const files = (await readdir(migrations)).toSorted();
  const ups = files.filter((file) => file.endsWith('.up.sql'));
  expect(ups.map((file) => Number(file.slice(0, 6)))).toEqual(ups.map((_, index) => index + 1));
  expect(files).toEqual(ups.flatMap((file) => [file.replace('.up.', '.down.'), file]));
});
