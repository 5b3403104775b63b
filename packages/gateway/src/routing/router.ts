import type { KongConfig, Route, Service } from '@playhead/kong-admin-client';
import { type RoutedRequest, type Rule, rulesOf } from './rule.ts';

export interface Match {
  route: Route;
  service: Service;
  /** How many characters of the request's path the route's path took. */
  matchedLength: number;
}

/** Finds the route of a request by Kong's rules. Rules of equal rank are asked in the order of the file. */
export class Router {
  private readonly rules: (Rule & { route: Route; service: Service })[];

  constructor({ services }: Pick<KongConfig, 'services'>) {
    this.rules = services
      .flatMap((service) =>
        service.routes.flatMap((route) => rulesOf(route).map((rule) => ({ ...rule, route, service }))),
      )
      .sort((one, other) => compareRanks(other.rank, one.rank));
  }

  match(request: RoutedRequest): Match | undefined {
    for (const { match, route, service } of this.rules) {
      const matchedLength = match(request);
      if (matchedLength !== undefined) return { route, service, matchedLength };
    }
    return undefined;
  }
}

function compareRanks(one: readonly number[], other: readonly number[]) {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
