import { describe, expect, it } from 'vitest';
import { fillPlaceholders, placeholdersIn } from './placeholders.ts';

describe('filling placeholders', () => {
  it('puts values into texts, wherever they stand', () => {
    const document = {
      url: `http://\${HOST}:\${PORT}/`,
      deep: [{ key: `\${KEY}` }],
      number: 5,
      nothing: null,
    };

    expect(fillPlaceholders(document, { HOST: 'vms', PORT: '8081', KEY: 'k' })).toEqual({
      url: 'http://vms:8081/',
      deep: [{ key: 'k' }],
      number: 5,
      nothing: null,
    });
  });

  it('makes a list item for each part of a list', () => {
    const filled = fillPlaceholders(['first', `\${ORIGINS}`], {
      ORIGINS: 'https://a.example, https://b.example,',
    });

    expect(filled).toEqual(['first', 'https://a.example', 'https://b.example']);
  });

  it('leaves commas alone outside of lists', () => {
    expect(fillPlaceholders({ a: `\${A}`, b: [`x \${A}`] }, { A: '1,2' })).toEqual({
      a: '1,2',
      b: ['x 1,2'],
    });
  });

  it('never reads a value as YAML or as another placeholder', () => {
    const value = `"\n- name: evil\n\${OTHER}$&`;

    expect(fillPlaceholders({ a: `\${A}` }, { A: value, OTHER: 'x' })).toEqual({ a: value });
  });

  it('names every placeholder without a value', () => {
    expect(() => fillPlaceholders({ a: `\${A} \${B}`, c: [`\${C}`] }, { B: 'b', C: '' })).toThrow(
      /\$\{A\}, \$\{C\}/,
    );
  });
});

describe('finding placeholders', () => {
  it('lists each once', () => {
    expect(placeholdersIn(`# \${A}\nx: \${A}\${B_2}\ny: $C \${d}`)).toEqual(['A', 'B_2']);
  });
});
