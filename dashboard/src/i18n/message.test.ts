import { describe, expect, it } from 'vitest';
import { english } from './language.ts';
import { formatMessage } from './message.ts';

const cameras = 'Import {count, plural, one {# camera} other {# cameras}}';

const arabic = { locale: 'ar-AE', direction: 'rtl' } as const;

describe('a message', () => {
  it('puts values in their places', () => {
    expect(formatMessage('{name} until {time}', { name: 'Gate 2', time: '14:03' }, english)).toBe(
      'Gate 2 until 14:03',
    );
  });

  it('counts one and many as the language does', () => {
    expect(formatMessage(cameras, { count: 1 }, english)).toBe('Import 1 camera');
    expect(formatMessage(cameras, { count: 1200 }, english)).toBe('Import 1,200 cameras');
  });

  it('knows the dual of Arabic', () => {
    const text = '{count, plural, one {one of it} two {two of them} few {# few} other {# many}}';

    expect(formatMessage(text, { count: 2 }, arabic)).toBe('two of them');
  });

  it('prefers the text for an exact count', () => {
    expect(formatMessage('{n, plural, =0 {no camera} other {# cameras}}', { n: 0 }, english)).toBe(
      'no camera',
    );
  });

  it('leaves a placeholder without a value in sight', () => {
    expect(formatMessage('Hello {name}', {}, english)).toBe('Hello {name}');
  });

  it('writes numbers with the digits of the reader', () => {
    const reader = { ...arabic, locale: 'ar-AE-u-nu-arab' };

    expect(formatMessage('{count}', { count: 1200 }, reader)).toBe('١٬٢٠٠');
  });

  it('isolates a name that runs against the text around it', () => {
    expect(formatMessage('{name} سجّل', { name: 'Gate 2' }, arabic)).toBe('\u2068Gate 2\u2069 سجّل');
    expect(formatMessage('{name} is back', { name: 'بوابة 2' }, english)).toBe('\u2068بوابة 2\u2069 is back');
  });
});
