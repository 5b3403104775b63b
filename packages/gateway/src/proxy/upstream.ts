import type { Service } from '@playhead/kong-admin-client';

/** Where a service really listens, when not where the routing table says. */
export interface Address {
  host: string;
  port: number;
}

/** By service name. */
export type Upstreams = ReadonlyMap<string, Address>;

/** A service as the proxy reaches it. */
export interface Target {
  protocol: 'http:' | 'https:';
  /** As a Host header has it. */
  host: string;
  /** As a resolver takes it: IPv6 without brackets. */
  hostname: string;
  port: number;
}

export function targetOf(service: Service, upstreams: Upstreams): Target {
  const { host, port } = upstreams.get(service.name) ?? service;
  const hostname = host.replace(/^\[(.*)\]$/, '$1');
  const protocol = upstreams.has(service.name) || service.protocol === 'http' ? 'http:' : 'https:';
  return { protocol, host: hostname.includes(':') ? `[${hostname}]` : hostname, hostname, port };
}
