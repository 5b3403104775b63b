import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The sockets that carry others, which speak TLS over them or do harm to what passes. */
const carriers = new WeakMap<Duplex, Socket>();

/** Remembers what carries a stream. */
export function carriedBy<S extends Duplex>(stream: S, carrier: Socket): S {
  carriers.set(stream, carrier);
  return stream;
}

/** Ends a connection as if this side had forgotten it: what is on its way is lost, the other side sees a reset. */
export function resetSocket(stream: Duplex): void {
  const carrier = carriers.get(stream);
  if (carrier !== undefined) carrier.resetAndDestroy();
  else if ('resetAndDestroy' in stream && typeof stream.resetAndDestroy === 'function')
    stream.resetAndDestroy();
  stream.destroy();
}
