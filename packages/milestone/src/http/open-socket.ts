import net, { type OnReadOpts } from 'node:net';
import tls from 'node:tls';

/** What a socket holds of a server that sends faster than it is read. */
const BUFFER_BYTES = 64 * 1024;

interface Options {
  overTls?: tls.ConnectionOptions;
  /** Where to read to, instead of being read as a stream. */
  onread?: OnReadOpts;
}

/** A socket to a server of the VMS that is about to open; the scheme of its address decides about TLS. */
export function openSocket(uri: string, { overTls, onread }: Options = {}): net.Socket {
  const { protocol, hostname, port } = new URL(uri);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isTls = protocol === 'https:';
  const address = { host, port: Number(port || (isTls ? 443 : 80)), highWaterMark: BUFFER_BYTES, onread };
  const servername = net.isIP(host) ? {} : { servername: host };
  const socket = isTls ? tls.connect({ ...address, ...servername, ...overTls }) : net.connect(address);
  socket.setNoDelay();
  return socket;
}

/** The event by which a socket tells that it is open. */
export const openEvent = (socket: net.Socket) =>
  socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect';
