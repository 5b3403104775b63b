import { describe, expect, it } from 'vitest';
import { isInstalled } from './dependencies.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'packages/contracts': { version: '0.1.0' },
  'node_modules/@playhead/contracts': { link: true },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
};
const present = {
  'node_modules/@playhead/contracts': { link: true },
  'node_modules/zod': { version: '4.6.7' },
};

describe('the installed dependencies', () => {
  it('are complete without what is for other platforms', () => {
    expect(isInstalled(wanted, present)).toBe(true);
  });

  it('are not complete when one is missing', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.7' } })).toBe(false);
  });

  it('are not complete when one has another version', () => {
    expect(isInstalled(wanted, { ...present, 'node_modules/zod': { version: '4.6.6' } })).toBe(false);
  });
});
