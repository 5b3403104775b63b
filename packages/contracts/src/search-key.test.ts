import { describe, expect, it } from 'vitest';
import { cameraSearchKey, searchKey, sortKey } from './search-key.ts';

describe('a search', () => {
  it.each([
    ['CAFÉ', 'Café Ligne 1'],
    ['cafe', 'Cafe\u0301'],
    ['strasse', 'Hauptstraße'],
    ['malmo', 'Malmø'],
    ['istanbul', 'İstanbul'],
    ['gate   4', ' Gate 4'],
    ['احمد', 'أَحْمَد'],
    ['الاتحاد', 'محطة الإتحاد'],
    ['المدينه', 'المدينة'],
    ['مستشفي', 'مستشفى'],
    ['مسوول', 'مسؤول'],
    ['شاطي', 'شاطئ'],
    ['بوابه', 'بـــوابة'],
    ['الرصيف 12', 'الرصيف ١٢'],
    ['رصيف ٣', 'رصيف 3'],
    ['اسم', 'ٱسم'],
  ])('for %j finds %j', (search, name) => {
    expect(searchKey(name)).toContain(searchKey(search));
  });

  it('tells different words apart', () => {
    expect(searchKey('Gate 4')).not.toContain(searchKey('Gate 5'));
    expect(searchKey('باب')).not.toContain(searchKey('بيت'));
  });

  it('never matches across the names of two languages', () => {
    expect(cameraSearchKey({ name: 'Gate', nameAr: 'بوابة' })).not.toContain(searchKey('Gate بوابة'));
  });
});

it('sorts numbers by their size', () => {
  const names = ['gate 10', 'gate 9', 'gate 100'];

  expect(names.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual(['gate 9', 'gate 10', 'gate 100']);
});
