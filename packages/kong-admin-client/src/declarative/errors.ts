/** The declarative file can't be used; the message lists every fault with its place in the file. */
export class KongConfigError extends Error {
  override name = 'KongConfigError';
}
