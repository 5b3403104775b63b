import { z } from 'zod';
import { Method, Name, Origin, Tags } from './atoms.ts';

const plugin = <N extends string, C extends z.ZodType>(name: N, config: C) =>
  z.strictObject({
    name: z.literal(name),
    enabled: z.boolean().default(true),
    tags: Tags.optional(),
    config,
  });

const CorrelationId = plugin(
  'correlation-id',
  z.strictObject({
    header_name: Name,
    generator: z.literal('uuid'),
    echo_downstream: z.boolean().default(false),
  }),
);

const Cors = plugin(
  'cors',
  z.strictObject({
    origins: z.array(Origin).min(1),
    methods: z.array(Method).min(1),
    headers: z.array(Name).min(1),
    exposed_headers: z.array(Name).optional(),
    credentials: z.boolean().default(false),
    max_age: z.number().int().min(0).optional(),
  }),
);

/** Lists that must be empty: Kong would otherwise take tokens from addresses, which end up in logs. */
const Nothing = z.array(z.never());

const Jwt = plugin(
  'jwt',
  z.strictObject({
    key_claim_name: z.string().min(1).default('iss'),
    claims_to_verify: z.array(z.enum(['exp', 'nbf'])).min(1),
    header_names: z.array(Name).min(1).default(['authorization']),
    uri_param_names: Nothing,
    cookie_names: Nothing.default([]),
    run_on_preflight: z.boolean().default(true),
  }),
);

export const ratePeriods = ['second', 'minute', 'hour', 'day'] as const;
const Limit = z.number().int().min(1).optional();

const RateLimiting = plugin(
  'rate-limiting',
  z
    .strictObject({
      second: Limit,
      minute: Limit,
      hour: Limit,
      day: Limit,
      policy: z.literal('local'),
      limit_by: z.literal('ip'),
      fault_tolerant: z.boolean().default(true),
      hide_client_headers: z.boolean().default(false),
    })
    .refine((config) => ratePeriods.some((period) => config[period] !== undefined), 'at least one limit')
    .refine((config) => isAscending(ratePeriods.map((period) => config[period])), {
      error: 'a longer period may not allow less than a shorter one',
    }),
);

function isAscending(limits: (number | undefined)[]) {
  const given = limits.filter((limit) => limit !== undefined);
  return given.every((limit, index) => limit >= (given[index - 1] ?? 0));
}

const RequestSizeLimiting = plugin(
  'request-size-limiting',
  z.strictObject({
    allowed_payload_size: z.number().int().min(0),
    size_unit: z.enum(['bytes', 'kilobytes', 'megabytes']).default('megabytes'),
    require_content_length: z.boolean().default(false),
  }),
);

const RequestTermination = plugin(
  'request-termination',
  z.strictObject({
    status_code: z.number().int().min(200).max(599).default(503),
    content_type: z.string().min(1),
    body: z.string(),
  }),
);

/** The plugins that both gateways honour, with those of Kong's fields that both honour. */
export const Plugin = z.discriminatedUnion('name', [
  CorrelationId,
  Cors,
  Jwt,
  RateLimiting,
  RequestSizeLimiting,
  RequestTermination,
]);
export type Plugin = z.infer<typeof Plugin>;
export type PluginName = Plugin['name'];
export type PluginConfig<N extends PluginName> = Extract<Plugin, { name: N }>['config'];
