/** The address of a request as routes see it and as services get it: both the same, so that neither can be fooled. */
export interface RequestPath {
  path: string;
  /** With its `?`, or empty. */
  search: string;
}

const UNRESERVED = /^[\w.~-]$/;

/**
 * Brings a request target into its one normal form (RFC 3986 §6.2.2, as Kong does before it matches): unreserved
 * characters decoded, escapes in capitals, slashes merged. What could mean different things to two readers is
 * refused: dot segments, backslashes, control characters and NUL, written out or escaped once, and anything that
 * is not a plain `/path?query`.
 *
 * @returns undefined for a target that is refused.
 */
export function parseRequestPath(target: string): RequestPath | undefined {
  const mark = target.indexOf('?');
  const raw = mark === -1 ? target : target.slice(0, mark);
  const search = mark === -1 ? '' : target.slice(mark);
  if (!raw.startsWith('/') || /[^!-~]|#/.test(target)) return undefined;
  const decoded = decode(raw);
  if (decoded === undefined || isAmbiguous(decoded)) return undefined;
  return { path: normalize(raw), search };
}

function decode(raw: string) {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

function isAmbiguous(decoded: string) {
  return /[\p{Cc}\\]/u.test(decoded) || decoded.split('/').some((segment) => /^\.\.?(;.*)?$/.test(segment));
}

function normalize(raw: string) {
  const unescaped = raw.replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return UNRESERVED.test(character) ? character : octet.toUpperCase();
  });
  return unescaped.replace(/\/{2,}/g, '/');
}
