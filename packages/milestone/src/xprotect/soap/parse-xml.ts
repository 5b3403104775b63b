import { SaxesParser } from 'saxes';

type XmlValue = string | XmlFields | (string | XmlFields)[];
interface XmlFields {
  [name: string]: XmlValue;
}

interface OpenElement {
  /** Undefined until there is an element in it. */
  fields?: XmlFields;
  text: string;
}

/**
 * XML as plain values, `undefined` where it is not well-formed: names without their prefixes, elements of one name as a list,
 * texts as they are, attributes left out. A document type is never needed, and could hold traps.
 */
export function parseXml(xml: string): unknown {
  const document: OpenElement = { text: '' };
  const open = [document];
  const innermost = () => open.at(-1) ?? document;
  const addText = (text: string) => {
    innermost().text += text;
  };
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => parser.fail('A document type is not taken.'));
  parser.on('opentag', () => void open.push({ text: '' }));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    const { fields, text } = open.pop() ?? document;
    addField(innermost(), name.slice(name.indexOf(':') + 1), fields ?? text.trim());
  });
  try {
    parser.write(xml).close();
  } catch {
    // Without its words: they quote the text, and that may hold a token.
    return undefined;
  }
  return document.fields;
}

function addField(element: OpenElement, name: string, value: string | XmlFields): void {
  // Without a prototype, as the VMS chooses the names.
  const fields: XmlFields = element.fields ?? Object.create(null);
  element.fields = fields;
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}
