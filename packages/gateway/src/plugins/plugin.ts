import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Answer } from '../answers/answer.ts';

/** One request on its way through the plugins of its route. */
export interface Call {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The address of the peer, IPv4 or IPv6. */
  readonly clientAddress: string;
  /** Follows the request everywhere; `correlation-id` takes over what the client sent. */
  requestId: string;
  /** Headers (small letters) that the service gets in addition; they replace what the client sent. */
  readonly toService: Record<string, string>;
  /** Headers (small letters) that any answer to this request gets; they replace the service's. */
  readonly toClient: OutgoingHttpHeaders;
  /** The longest body in bytes. */
  bodyLimit: number;
}

/** A plugin of Kong, re-made. Answers when the request goes no further, and adds to the call otherwise. */
export interface GatewayPlugin {
  access: (call: Call) => Answer | undefined | Promise<Answer | undefined>;
}
