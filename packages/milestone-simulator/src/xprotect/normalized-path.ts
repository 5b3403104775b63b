/** Paths are the same in any case and with or without a slash at the end (protocol reference §1.1); queries are not. */
export function normalizedPath(url: string): string {
  const [path = '/', ...query] = url.split('?');
  const plain = path.toLowerCase().replace(/(?<=.)\/+$/, '');
  return [plain, ...query].join('?');
}
