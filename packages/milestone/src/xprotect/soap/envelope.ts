import { XMLBuilder } from 'fast-xml-parser';
import { z } from 'zod';
import { ProtocolError } from '../../errors.ts';
import { parseXml } from './parse-xml.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

const builder = new XMLBuilder({ ignoreAttributes: false });

export type SoapParameters = Readonly<Record<string, unknown>>;

/**
 * A call in SOAP 1.1. Its elements stand in the default namespace without a prefix, since recorders don't read others
 * (protocol reference §3.4), in the order in which they are given.
 */
export function writeCall(method: string, namespace: string, parameters: SoapParameters): string {
  const body = { [method]: { '@_xmlns': namespace, ...parameters } };
  const envelope = builder.build({ 's:Envelope': { '@_xmlns:s': ENVELOPE, 's:Body': body } });
  return `<?xml version="1.0" encoding="utf-8"?>${envelope}`;
}

/** How a service refuses. The numbers are 0 where it does not tell them. */
export interface SoapFault {
  /** Without its prefix. */
  code: string;
  text: string;
  number: number;
  sub: number;
}

export type SoapAnswer = { content: unknown; fault?: never } | { content?: never; fault: SoapFault };

const Whole = z.coerce.number().int().catch(0);
const Fault = z.object({
  faultcode: z
    .string()
    .transform((code) => code.trim().replace(/^.*:/, ''))
    .catch(''),
  faultstring: z.string().catch(''),
  detail: z
    .object({ ErrorNumber: Whole, SubErrorNumber: Whole })
    .catch({ ErrorNumber: 0, SubErrorNumber: 0 }),
});
const Envelope = z.object({ Envelope: z.object({ Body: z.record(z.string(), z.unknown()) }) });

/** What is in the envelope; `undefined` where this is none. @throws ProtocolError for an envelope with something else. */
export function readAnswer(method: string, xml: string): SoapAnswer | undefined {
  const envelope = Envelope.safeParse(parseXml(xml));
  if (!envelope.success) return undefined;
  const { Body } = envelope.data.Envelope;
  if (Body.Fault !== undefined) {
    const { faultcode: code, faultstring: text, detail } = Fault.parse(Body.Fault);
    return { fault: { code, text, number: detail.ErrorNumber, sub: detail.SubErrorNumber } };
  }
  const content = Body[`${method}Response`];
  if (content === undefined) throw new ProtocolError(`The VMS's answer to ${method} is of another call.`);
  return { content };
}
