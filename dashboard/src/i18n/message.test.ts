import { describe, expect, it } from 'vitest';
import { formatMessage } from './message.ts';

const cameras = 'Import {count, plural, one {# camera} other {# cameras}}';

describe('a message', () => {
  it('puts values in their places', () => {
    expect(formatMessage('{name} until {time}', { name: 'Gate 2', time: '14:03' }, 'en')).toBe(
      'Gate 2 until 14:03',
    );
  });

  it('counts one and many as the language does', () => {
    expect(formatMessage(cameras, { count: 1 }, 'en')).toBe('Import 1 camera');
    expect(formatMessage(cameras, { count: 1200 }, 'en')).toBe('Import 1,200 cameras');
  });

  it('knows the dual of Arabic', () => {
    const arabic = '{count, plural, one {one of it} two {two of them} few {# few} other {# many}}';

    expect(formatMessage(arabic, { count: 2 }, 'ar')).toBe('two of them');
  });

  it('prefers the text for an exact count', () => {
    expect(formatMessage('{n, plural, =0 {no camera} other {# cameras}}', { n: 0 }, 'en')).toBe('no camera');
  });

  it('leaves a placeholder without a value in sight', () => {
    expect(formatMessage('Hello {name}', {}, 'en')).toBe('Hello {name}');
  });
});
