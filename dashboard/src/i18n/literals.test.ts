import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>(['../**/*.tsx', '!../**/*.test.tsx', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const LETTER = /\p{L}/u;
const SHOWN_ATTRIBUTES = new Set([
  'aria-label',
  'alt',
  'title',
  'placeholder',
  'label',
  'text',
  'confirm',
  'cancel',
]);

type Node = { readonly type: string; readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

const textOf = (node: unknown): string =>
  isNode(node) && (node.type === 'JSXText' || node.type === 'Literal') && typeof node.value === 'string'
    ? node.value
    : '';

/** What a reader would see as written in the source: text between tags, and attributes that are shown or spoken. */
function literalsIn(file: string, source: string): string[] {
  return [...nodesIn(parseSync(file, source).program)].flatMap((node) => {
    const shown =
      node.type === 'JSXText' ||
      (node.type === 'JSXExpressionContainer' &&
        isNode(node.expression) &&
        node.expression.type === 'Literal')
        ? textOf(node.type === 'JSXText' ? node : node.expression)
        : '';
    const attribute =
      node.type === 'JSXAttribute' && isNode(node.name) && SHOWN_ATTRIBUTES.has(String(node.name.name))
        ? textOf(node.value)
        : '';
    return [shown, attribute].filter((text) => LETTER.test(text)).map((text) => text.trim());
  });
}

describe('a component', () => {
  it('is found out when it says something untranslated', () => {
    const source = 'const A = () => <p title="Hint" className="b">Hello {t("x")} {"there"}</p>;';

    expect(literalsIn('A.tsx', source).toSorted()).toEqual(['Hello', 'Hint', 'there']);
  });

  it.each(Object.entries(sources))('%s takes every text from the tables', (file, source) => {
    expect(literalsIn(file, source)).toEqual([]);
  });
});
