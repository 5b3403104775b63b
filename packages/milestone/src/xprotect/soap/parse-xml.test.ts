import { expect, it } from 'vitest';
import { parseXml } from './parse-xml.ts';

it.each([
  ['texts without the blanks around them', '<a> <b> x y\n</b> </a>', { a: { b: 'x y' } }],
  ['nothing as an empty text', '<a><b/><c></c></a>', { a: { b: '', c: '' } }],
  [
    'elements of one name as a list',
    '<a><b>1</b><c/><b>2</b><b>3</b></a>',
    { a: { b: ['1', '2', '3'], c: '' } },
  ],
  [
    'names without prefixes, attributes not at all',
    '<s:a xmlns:s="u" k="v"><s:b s:k="1">x</s:b></s:a>',
    { a: { b: 'x' } },
  ],
  ['entities and CDATA as what they stand for', '<a>&lt;1&#x41;&amp;<![CDATA[<b>]]></a>', { a: '<1A&<b>' }],
  [
    'names that mean something to JavaScript',
    '<a><__proto__><b>x</b></__proto__></a>',
    JSON.parse('{"a":{"__proto__":{"b":"x"}}}'),
  ],
])('reads %s', (_, xml, values) => {
  expect(JSON.stringify(parseXml(`<?xml version="1.0" encoding="utf-8"?>${xml}`))).toBe(
    JSON.stringify(values),
  );
});

it.each([
  ['no XML', '{"a":1}'],
  ['nothing', ''],
  ['elements that do not close', '<a><b></a>'],
  ['something behind the end', '<a/><b/>'],
  ['entities of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['entities that nobody declared', '<a>&x;</a>'],
])('reads no %s', (_, xml) => {
  expect(parseXml(xml)).toBeUndefined();
});
