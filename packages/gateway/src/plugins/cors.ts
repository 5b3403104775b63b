import type { PluginConfig } from '@playhead/kong-admin-client';
import type { Call, GatewayPlugin } from './plugin.ts';

/** Tells browsers which other origins may read the answers, and answers their preflights (200, as Kong does). */
export function cors(config: PluginConfig<'cors'>): GatewayPlugin {
  const origins = new Set(config.origins);
  return {
    access(call) {
      const origin = call.headers.origin;
      if (origin === undefined) return undefined;
      const allowed = origins.has(origin);
      call.toClient.vary = 'Origin';
      if (allowed) {
        call.toClient['access-control-allow-origin'] = origin;
        if (config.credentials) call.toClient['access-control-allow-credentials'] = 'true';
      }
      if (isPreflight(call))
        return { status: 200, headers: allowed ? preflightHeaders(config) : {}, body: '' };
      if (allowed && config.exposed_headers !== undefined) {
        call.toClient['access-control-expose-headers'] = config.exposed_headers.join(',');
      }
      return undefined;
    },
  };
}

const isPreflight = ({ method, headers }: Call) =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

const preflightHeaders = (config: PluginConfig<'cors'>) => ({
  'access-control-allow-methods': config.methods.join(','),
  'access-control-allow-headers': config.headers.join(','),
  ...(config.max_age !== undefined && { 'access-control-max-age': String(config.max_age) }),
});
