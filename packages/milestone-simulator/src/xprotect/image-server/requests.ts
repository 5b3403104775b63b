import type { Readable } from 'node:stream';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

const END = Buffer.from('\r\n\r\n');
/** No request that makes sense is longer. */
const MOST_BYTES = 64 * 1024;

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false });
const yes = z
  .string()
  .default('no')
  .transform((text) => text.toLowerCase() === 'yes');

const MethodCall = z.object({
  methodcall: z.object({
    requestid: z.string().default('0'),
    methodname: z.string(),
    time: z.coerce.number().optional(),
    sendinitialimage: z.string().optional(),
    keyframesonly: yes,
    alwaysstdjpeg: yes,
    connectparam: z.string().default(''),
    clientcapabilities: z.object({ multipartdata: yes }).optional().catch(undefined),
    transcode: z.object({ allframes: yes }).optional().catch(undefined),
  }),
});
export type MethodCall = z.infer<typeof MethodCall>['methodcall'];

/** What came is no request; the connection is of no more use. */
export class MalformedRequestError extends Error {
  override name = 'MalformedRequestError';
}

/**
 * The requests of a connection, in order, however they were cut on the way.
 *
 * @throws MalformedRequestError
 */
export async function* requestsOf(socket: Readable): AsyncGenerator<MethodCall> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    pending = Buffer.concat([pending, chunk]);
    for (let end = pending.indexOf(END); end !== -1; end = pending.indexOf(END)) {
      yield parse(pending.subarray(0, end).toString('utf8'));
      pending = pending.subarray(end + END.length);
    }
    if (pending.length > MOST_BYTES) throw new MalformedRequestError('The request has no end.');
  }
}

function parse(xml: string): MethodCall {
  if (XMLValidator.validate(xml) !== true) throw new MalformedRequestError('The request is not XML.');
  const parsed = MethodCall.safeParse(parser.parse(xml));
  if (!parsed.success) throw new MalformedRequestError('The request is no method call.');
  return parsed.data.methodcall;
}

/** What `connectparam` says: `id={camera}&connectiontoken={token}`, the token not URL-encoded. */
export function connectParameters(text: string): { cameraId: string; token: string } {
  const [, cameraId = ''] = /(?:^|&)id=([^&]*)/i.exec(text) ?? [];
  const [, token = ''] = /(?:^|&)connectiontoken=([^&]*)/i.exec(text) ?? [];
  return { cameraId: cameraId.toLowerCase(), token };
}
