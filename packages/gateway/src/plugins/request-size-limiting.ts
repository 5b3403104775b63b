import type { PluginConfig } from '@playhead/kong-admin-client';
import { refuse } from '../answers/answer.ts';
import type { Call, GatewayPlugin } from './plugin.ts';

/** Kong's units are powers of two. */
const unitBytes = { bytes: 1, kilobytes: 2 ** 10, megabytes: 2 ** 20 } as const;

/** Refuses a body that says it is too long; one that does not say is cut off by `bodyLimit` on its way. */
export function requestSizeLimiting(config: PluginConfig<'request-size-limiting'>): GatewayPlugin {
  const limit = config.allowed_payload_size * unitBytes[config.size_unit];
  return {
    access(call) {
      call.bodyLimit = Math.min(call.bodyLimit, limit);
      const length = call.headers['content-length'];
      if (length !== undefined) return Number(length) > limit ? bodyTooLong(call) : undefined;
      return config.require_content_length && call.headers['transfer-encoding'] !== undefined
        ? refuse({ code: 'request-invalid', detail: 'Send a Content-Length.', requestId: call.requestId })
        : undefined;
    },
  };
}

/** The connection ends with the answer: nobody is going to read the rest. */
export const bodyTooLong = ({ requestId, bodyLimit }: Pick<Call, 'requestId' | 'bodyLimit'>) =>
  refuse({
    code: 'request-too-large',
    detail: `A body may have ${bodyLimit} bytes at most.`,
    requestId,
    headers: { connection: 'close' },
  });
