import { describe, expect, it } from 'vitest';
import { rowsIn } from './table-rows.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}:00Z`);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });
const view = span('09:00', '12:00');

const gate = {
  id: '1',
  name: 'Gate',
  footage: {
    window: view,
    asOf: at('12:00'),
    sequences: [span('08:00', '10:00'), span('11:00', '11:30')],
    gaps: [{ ...span('10:00', '11:00'), reason: 'Disk full' }],
  },
  manual: [span('09:30', '09:45'), span('07:00', '07:30')],
  marks: [
    { key: 'a', ...span('10:10', '10:10'), count: 1, words: { title: 'Van', by: 'noor' } },
    { key: 'b', ...span('11:05', '11:10'), count: 12 },
  ],
};

describe('what the timeline shows, to be read', () => {
  it('is footage, gaps, recordings by hand and bookmarks, in their order', () => {
    const rows = rowsIn([gate], view);
    expect(rows.map(({ what, playable }) => [what, playable])).toEqual([
      ['recorded', true],
      ['Recorded by hand', true],
      ['no recording · Disk full', false],
      ['Bookmark · Van · noor', true],
      ['recorded', true],
      ['12 bookmarks', true],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('is told apart by camera', () => {
    const both = rowsIn([gate, { ...gate, id: '2', name: 'Yard' }], view);
    expect(new Set(both.map(({ key }) => key)).size).toBe(both.length);
    expect(both.filter(({ camera }) => camera.name === 'Yard')).toHaveLength(both.length / 2);
  });
});
