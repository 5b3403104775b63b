import { z } from 'zod';

export const Name = z.string().regex(/^[\w.~-]+$/, 'letters, digits and . _ ~ - only');
export const Tags = z.array(Name);

export const Method = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Milliseconds, as Kong counts them. */
export const Timeout = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 2);

/** `https://host[:port]`. Kong would read anything else as a regular expression, and none as "everyone". */
export const Origin = z
  .string()
  .refine(isOrigin, 'an origin such as https://vms.example:8443, without a path; * is refused');

function isOrigin(text: string) {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** What JavaScript's regular expressions know and Kong's (Rust's) do not: look-around and back references. */
const ONLY_IN_JAVASCRIPT = /\(\?<?[=!]|\\[1-9]|\\k</;

/** A prefix (`/path`) or, after `~`, a regular expression that is anchored at its start. */
export const RoutePath = z.string().superRefine((path, context) => {
  if (!path.startsWith('~')) {
    if (!/^\/[\w.~!$&'()*+,;=:@%/-]*$/.test(path) || /\/\/|\/\.\.?(\/|$)/.test(path)) {
      context.addIssue('a path that starts with / and has no empty, . or .. segments');
    }
  } else if (!path.startsWith('~/') || ONLY_IN_JAVASCRIPT.test(path) || !compiles(path.slice(1))) {
    context.addIssue('~/ and a regular expression that Kong understands: no look-around, no back references');
  }
});

function compiles(source: string) {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** `vms.example`, `*.vms.example` or `vms.*`. */
export const HostPattern = z
  .string()
  .regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(\.\*)?$/, 'a host name, with * as its first or last label')
  .refine((host) => host.split('*').length <= 2, 'one * at most');
