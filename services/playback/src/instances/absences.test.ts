import { describe, expect, it } from 'vitest';
import { Absences } from './absences.ts';

const none = new Set<string>();

describe('an instance that is not among the live ones', () => {
  it('may have only begun when it is missing for the first time', () => {
    expect(new Absences().look(none)('new')).toBe(true);
  });

  it('does not live when it is missing at two looks in a row', () => {
    const absences = new Absences();
    absences.look(none)('killed');

    expect(absences.look(none)('killed')).toBe(false);
    expect(absences.look(none)('killed')).toBe(false);
  });

  it('lives when it was there in between', () => {
    const absences = new Absences();
    absences.look(none)('late');

    expect(absences.look(new Set(['late']))('late')).toBe(true);
    expect(absences.look(none)('late')).toBe(true);
  });

  it('may live after the database was away: nobody could say so', () => {
    const absences = new Absences();
    absences.look(none)('kept');
    absences.forget();

    expect(absences.look(none)('kept')).toBe(true);
  });
});
