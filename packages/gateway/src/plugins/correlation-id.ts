import type { PluginConfig } from '@playhead/kong-admin-client';
import type { GatewayPlugin } from './plugin.ts';

/** Services accept the same form; anything else could forge a log line. */
const ID = /^[\w-]{8,64}$/;

/** Keeps the client's id for the request, or gives it the one that the call came with. */
export function correlationId(config: PluginConfig<'correlation-id'>): GatewayPlugin {
  const header = config.header_name.toLowerCase();
  return {
    access(call) {
      const given = call.headers[header];
      if (typeof given === 'string' && ID.test(given)) call.requestId = given;
      call.toService[header] = call.requestId;
      if (config.echo_downstream) call.toClient[header] = call.requestId;
      return undefined;
    },
  };
}
