import type { KongConfig, Plugin, PluginName, Route, Service } from '@playhead/kong-admin-client';
import type { Answer } from '../answers/answer.ts';
import { correlationId } from './correlation-id.ts';
import { cors } from './cors.ts';
import { type Credentials, importCredentials, jwt } from './jwt.ts';
import type { Call, GatewayPlugin } from './plugin.ts';
import { rateLimiting } from './rate-limiting.ts';
import { requestSizeLimiting } from './request-size-limiting.ts';
import { requestTermination } from './request-termination.ts';

/** The order in which Kong asks its plugins, whatever the order in the file. */
const order: readonly PluginName[] = [
  'correlation-id',
  'cors',
  'jwt',
  'request-size-limiting',
  'rate-limiting',
  'request-termination',
];

interface Context {
  credentials: Credentials;
  now: () => Date;
}

/**
 * The plugins of every route. Of one plugin in several places the closest holds: the route's before the service's
 * before the global one. A plugin is one instance where it stands, so a service's limit counts all its routes.
 */
export class PluginChains {
  private constructor(
    private readonly globals: readonly GatewayPlugin[],
    private readonly chains: ReadonlyMap<Route, readonly GatewayPlugin[]>,
  ) {}

  /** @throws Error for a credential whose key is not what it should be. */
  static async create(config: KongConfig, now: () => Date): Promise<PluginChains> {
    const context = { credentials: await importCredentials(config.consumers), now };
    const globals = instancesOf(config.plugins, context);
    const chains = config.services.flatMap((service) => chainsOf(service, globals, context));
    return new PluginChains(inOrder(globals), new Map(chains));
  }

  /** Asks the plugins of a route, or the global ones alone, until one of them answers. */
  async access(route: Route | undefined, call: Call): Promise<Answer | undefined> {
    const plugins = (route && this.chains.get(route)) ?? this.globals;
    for (const plugin of plugins) {
      const answer = await plugin.access(call);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}

type Instances = ReadonlyMap<PluginName, GatewayPlugin>;

function chainsOf(service: Service, globals: Instances, context: Context) {
  const ofService = instancesOf(service.plugins, context);
  return service.routes.map((route): [Route, readonly GatewayPlugin[]] => {
    const ofRoute = instancesOf(route.plugins, context);
    return [route, inOrder(new Map([...globals, ...ofService, ...ofRoute]))];
  });
}

const instancesOf = (plugins: Plugin[], context: Context): Instances =>
  new Map(plugins.filter(({ enabled }) => enabled).map((plugin) => [plugin.name, create(plugin, context)]));

const inOrder = (instances: Instances) =>
  order.map((name) => instances.get(name)).filter((plugin) => plugin !== undefined);

function create(plugin: Plugin, { credentials, now }: Context): GatewayPlugin {
  switch (plugin.name) {
    case 'correlation-id':
      return correlationId(plugin.config);
    case 'cors':
      return cors(plugin.config);
    case 'jwt':
      return jwt(plugin.config, credentials, now);
    case 'rate-limiting':
      return rateLimiting(plugin.config);
    case 'request-size-limiting':
      return requestSizeLimiting(plugin.config);
    case 'request-termination':
      return requestTermination(plugin.config);
  }
}
