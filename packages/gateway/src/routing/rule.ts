import type { Route } from '@playhead/kong-admin-client';

export interface RoutedRequest {
  method: string;
  /** Host header, without port and in small letters. */
  host: string;
  path: string;
}

/** One path of one route: what it matches, and how it ranks among the others. */
export interface Rule {
  /** How many characters of the path it takes, or undefined. */
  match: (request: RoutedRequest) => number | undefined;
  /** Compared from left to right, more first. */
  rank: readonly number[];
}

/** Kong ranks each path of a route by itself, after splitting routes by path. */
export function rulesOf(route: Route): Rule[] {
  return route.paths.map((path) => {
    const takesPath = path.startsWith('~') ? byPattern(path.slice(1)) : byPrefix(path);
    const match = (request: RoutedRequest) =>
      takesMethod(route, request.method) && takesHost(route, request.host)
        ? takesPath(request.path)
        : undefined;
    return { match, rank: rankOf(route, path) };
  });
}

/** Kong's order: kinds of conditions, exact hosts, expressions over prefixes, `regex_priority`, length. */
function rankOf(route: Route, path: string) {
  const isPattern = path.startsWith('~');
  const kinds = [route.methods, route.hosts].filter((condition) => condition !== undefined).length;
  const hostsAreExact = route.hosts?.every((host) => !host.includes('*')) ?? false;
  return [
    kinds,
    Number(hostsAreExact),
    Number(isPattern),
    isPattern ? route.regex_priority : 0,
    isPattern ? 0 : path.length,
  ];
}

function byPrefix(prefix: string) {
  return (path: string) => (path.startsWith(prefix) ? prefix.length : undefined);
}

/** Anchored at the start only, as in Kong. */
function byPattern(source: string) {
  const pattern = new RegExp(source, 'uy');
  return (path: string) => {
    pattern.lastIndex = 0;
    return pattern.exec(path)?.[0].length;
  };
}

const takesMethod = ({ methods }: Route, method: string) =>
  methods === undefined || methods.some((allowed) => allowed === method);

const takesHost = ({ hosts }: Route, host: string) =>
  hosts === undefined || hosts.some((pattern) => hostMatches(pattern, host));

function hostMatches(pattern: string, host: string) {
  if (pattern.startsWith('*')) return host.length >= pattern.length && host.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return host.length >= pattern.length && host.startsWith(pattern.slice(0, -1));
  return host === pattern;
}
