import { describe, expect, it } from 'vitest';
import { aCamera } from '../../testing/fixtures.ts';
import { readCameraForm } from './camera-form.ts';

const read = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ name: 'Gate', source: 'METRO', ...fields }))
    form.set(name, value);
  return readCameraForm(form, aCamera(1));
};

describe('the form of a camera', () => {
  it('gives what the API takes', () => {
    expect(read({ nameAr: ' البوابة ', latitude: '25.2', longitude: '55.27', address: 'Al Rigga' })).toEqual({
      name: 'Gate',
      nameAr: 'البوابة',
      source: 'METRO',
      location: { latitude: 25.2, longitude: 55.27, address: 'Al Rigga' },
    });
  });

  it('takes away what was emptied', () => {
    expect(read({ nameAr: '', latitude: '', longitude: '' })).toMatchObject({ nameAr: null, location: null });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ latitude: '25.2' }, 'location'],
    [{ latitude: '91', longitude: '0' }, 'location'],
    [{ latitude: 'north', longitude: '0' }, 'location'],
    [{ address: 'Al Rigga' }, 'location'],
  ])('finds the fault in %o', (fields, fault) => {
    expect(read(fields)).toBe(fault);
  });
});
