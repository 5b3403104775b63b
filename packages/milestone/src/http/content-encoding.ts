import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { ProtocolError } from '../errors.ts';
import { endless, MOST_ANSWER_BYTES } from './whole-reading.ts';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['br', promisify(brotliDecompress)],
]);

/** For `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

/** A body without the compression that its `Content-Encoding` names. @throws ProtocolError */
export async function decoded(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity' || body.length === 0) return body;
  const decode = decoders.get(name);
  if (decode === undefined) {
    throw new ProtocolError(`The VMS compresses its answer as nobody asked it to ("${name.slice(0, 40)}").`);
  }
  try {
    return await decode(body, { maxOutputLength: MOST_ANSWER_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw endless();
    throw new ProtocolError('The VMS sends a compressed answer that is damaged.', { cause: error });
  }
}
