import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { SoapFault } from './soap-fault.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

const reader = (removeNSPrefix: boolean) =>
  new XMLParser({ removeNSPrefix, ignoreAttributes: true, parseTagValue: false });
const plain = reader(true);
const exact = reader(false);
const writer = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: true });

const Envelope = z.object({ Envelope: z.object({ Body: z.record(z.string(), z.unknown()) }) });

/** The text elements of a call, by local name. */
const Parameters = z.union([
  z.record(z.string(), z.unknown()),
  z.literal('').transform((): Record<string, unknown> => ({})),
]);

export interface SoapCall {
  method: string;
  parameters: Record<string, unknown>;
}

/**
 * Reads a call by local names, whatever prefixes it has.
 *
 * @throws SoapFault when it is no SOAP, or has prefixed body elements and `strict` is set.
 */
export function readCall(xml: string, strict: boolean): SoapCall {
  if (XMLValidator.validate(xml) !== true) throw new SoapFault('The request is not well-formed XML.');
  const envelope = Envelope.safeParse(plain.parse(xml));
  const [entry] = envelope.success ? Object.entries(envelope.data.Envelope.Body) : [];
  if (entry === undefined) throw new SoapFault('The request is no SOAP envelope with a body.');
  const [method, body] = entry;
  if (strict && hasPrefix(xml, method)) throw new SoapFault('No token supplied', { sub: 1 });
  const parameters = Parameters.safeParse(body);
  return { method, parameters: parameters.success ? parameters.data : {} };
}

/** Whether the body element is written with a prefix. */
const hasPrefix = (xml: string, method: string) => JSON.stringify(exact.parse(xml)).includes(`:${method}"`);

/** The answer to a call: `<{method}Response xmlns=…>` around what `content` holds. */
export function writeAnswer(method: string, namespace: string, content: object): string {
  return write({ [`${method}Response`]: { '@_xmlns': namespace, ...content } });
}

export function writeFault({ message, number, sub }: SoapFault): string {
  return write({
    's:Fault': {
      faultcode: 's:Server',
      faultstring: message,
      detail: { ErrorNumber: number, SubErrorNumber: sub },
    },
  });
}

function write(body: object): string {
  const envelope = writer.build({ 's:Envelope': { '@_xmlns:s': ENVELOPE, 's:Body': body } });
  return `<?xml version="1.0" encoding="utf-8"?>${envelope}`;
}
