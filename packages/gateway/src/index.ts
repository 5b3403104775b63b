export type { LogEntry } from './log.ts';
export type { Address, Upstreams } from './proxy/upstream.ts';
export { type GatewayOptions, type RunningGateway, startGateway } from './start-gateway.ts';
