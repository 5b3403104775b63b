import { afterEach, describe, expect, it } from 'vitest';
import { cameraName } from './camera-name.ts';
import { chooseLanguage } from './language.ts';

afterEach(() => chooseLanguage('en'));

describe('a camera’s name', () => {
  const gate = { name: 'Gate 1', nameAr: 'البوابة 1' };

  it('is the English one for an English reader', () => {
    expect(cameraName(gate)).toBe('Gate 1');
  });

  it('is the Arabic one for an Arabic reader, and the English one where there is none', async () => {
    await chooseLanguage('ar');

    expect(cameraName(gate)).toBe('البوابة 1');
    expect(cameraName({ ...gate, nameAr: null })).toBe('Gate 1');
  });
});
