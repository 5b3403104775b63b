interface Join {
  /** The service's path, at least `/`. */
  servicePath: string;
  requestPath: string;
  /** How much of the request's path the route's path took. */
  matchedLength: number;
  stripPath: boolean;
}

/**
 * The path a service is asked for: Kong's `path_handling: v0`, surprises included. A prefix is not segment-aware
 * (`/route` strips `/routereq` to `/req`), and a trailing slash of a request that was stripped whole survives.
 */
export function joinUpstreamPath({ servicePath, requestPath, matchedLength, stripPath }: Join): string {
  const endsInSlash = servicePath.endsWith('/');
  const base = endsInSlash ? servicePath.slice(0, -1) : servicePath;
  if (!stripPath) {
    return requestPath === '/' && !endsInSlash ? base : `${base}${requestPath}`;
  }
  const rest = requestPath.slice(matchedLength);
  if (rest !== '') return `${base}${rest.startsWith('/') ? '' : '/'}${rest}`;
  if (servicePath === '/') return '/';
  const keepsSlash = requestPath.endsWith('/') && (endsInSlash || requestPath.length > 1);
  return keepsSlash ? `${base}/` : base;
}
