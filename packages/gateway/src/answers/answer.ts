import type { OutgoingHttpHeaders } from 'node:http';
import { type ProblemCode, problems, problemType } from '@playhead/contracts';

/** A whole answer that the gateway gives by itself, without asking a service. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

interface Refusal {
  code: ProblemCode;
  /** What happened and what to do, for a person. */
  detail: string;
  requestId: string;
  headers?: OutgoingHttpHeaders;
}

/** A problem+json answer of the registry (RFC 9457), never to be cached. */
export function refuse({ code, detail, requestId, headers }: Refusal): Answer {
  const { status, title } = problems[code];
  const instance = `urn:playhead:request:${requestId}`;
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ type: problemType(code), code, title, status, detail, instance, error: title }),
  };
}
