import type { PluginConfig } from '@playhead/kong-admin-client';
import type { GatewayPlugin } from './plugin.ts';

/** Gives the configured answer to every request. */
export function requestTermination(config: PluginConfig<'request-termination'>): GatewayPlugin {
  const answer = {
    status: config.status_code,
    headers: { 'content-type': config.content_type, 'cache-control': 'no-store' },
    body: config.body,
  };
  return { access: () => answer };
}
