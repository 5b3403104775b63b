/** A page asks for live events; of this socket nobody tells any. */
export class SilentSocket {
  close() {}
}
