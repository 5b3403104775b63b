import type { Service } from '@playhead/kong-admin-client';
import type { z } from 'zod';

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

const PAIR = /^(?<name>[\w.~-]+)=(?<host>[\w.-]+|\[[\da-f:]+\]):(?<port>\d{1,5})$/i;

/** Reads `vms=127.0.0.1:8081,console=[::1]:8080`. */
export function parseUpstreams(text: string, context: z.RefinementCtx): Upstreams {
  const upstreams = new Map<string, Address>();
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (pair === '') continue;
    const { name, host, port } = PAIR.exec(pair)?.groups ?? {};
    if (name === undefined || host === undefined || port === undefined) {
      context.addIssue(`"${pair}" is not service=host:port, such as vms=127.0.0.1:8081`);
    } else {
      upstreams.set(name, { host, port: Number(port) });
    }
  }
  return upstreams;
}
