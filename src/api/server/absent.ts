import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import { requireUnchanged } from '../../services/require-unchanged';
import { getServer } from '../../services/servers/list';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp } from '../wire/timestamp';

const tag = 'Servers';
const object = { type: 'server', input: 'uuid' } as const;
const LONGEST_TEXT = 65_536;
const LOWEST_PUSH_SECONDS = 10;
const text = z.string().max(LONGEST_TEXT);

/** Gantry reads container logs over SSH and stores them itself. */
const NO_DRAINS =
  'Gantry does not forward logs. Read them through the API, or run a collector on the server that reads Docker’s logs.';
/** Gantry monitors servers over SSH. */
const NO_AGENT = 'Gantry does not use an agent: it monitors servers over SSH.';

const noDrains = {
  is_logdrain_newrelic_enabled: false,
  logdrain_newrelic_license_key: null,
  logdrain_newrelic_base_uri: null,
  is_logdrain_axiom_enabled: false,
  logdrain_axiom_dataset_name: null,
  logdrain_axiom_api_key: null,
  is_logdrain_custom_enabled: false,
  logdrain_custom_config: null,
  logdrain_custom_config_parser: null,
};

const logDrainsWire = wireObject({
  is_logdrain_newrelic_enabled: z.boolean(),
  logdrain_newrelic_license_key: sensitive(z.string().nullable()),
  logdrain_newrelic_base_uri: z.string().nullable(),
  is_logdrain_axiom_enabled: z.boolean(),
  logdrain_axiom_dataset_name: z.string().nullable(),
  logdrain_axiom_api_key: sensitive(z.string().nullable()),
  is_logdrain_custom_enabled: z.boolean(),
  logdrain_custom_config: sensitive(z.string().nullable()),
  logdrain_custom_config_parser: sensitive(z.string().nullable()),
}).meta({ id: 'LogDrains' });

const noSentinel = {
  is_sentinel_enabled: false,
  is_metrics_enabled: false,
  is_sentinel_debug_enabled: false,
  sentinel_token: null,
  sentinel_metrics_refresh_rate_seconds: 10,
  sentinel_metrics_history_days: 7,
  sentinel_push_interval_seconds: 60,
  sentinel_custom_url: null,
  sentinel_updated_at: null,
};

const sentinelWire = wireObject({
  is_sentinel_enabled: z.boolean(),
  is_metrics_enabled: z.boolean(),
  is_sentinel_debug_enabled: z.boolean(),
  sentinel_token: sensitive(z.string().nullable()),
  sentinel_metrics_refresh_rate_seconds: z.int(),
  sentinel_metrics_history_days: z.int(),
  sentinel_push_interval_seconds: z.int(),
  sentinel_custom_url: sensitive(z.string().nullable()),
  sentinel_updated_at: timestamp.nullable(),
}).meta({ id: 'Sentinel' });

/**
 * Features of the contract that Gantry does not have. They are shown as switched off and cannot be switched on
 * (decision 111). Requests that send the whole state back are accepted.
 */
export const absentProcedures = {
  logDrains: can('server:read', {
    rest: { method: 'GET', path: '/servers/{uuid}/log-drains', status: 200, tag, summary: 'Get log drains' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: logDrainsWire,
  }).query(async ({ ctx, input }) => {
    await getServer(ctx.scope, input.uuid);
    return noDrains;
  }),

  updateLogDrains: can('server:update', {
    rest: {
      method: 'PATCH',
      path: '/servers/{uuid}/log-drains',
      status: 200,
      tag,
      summary: 'Update log drains',
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      is_logdrain_newrelic_enabled: z.boolean().optional(),
      logdrain_newrelic_license_key: text.nullish(),
      logdrain_newrelic_base_uri: text.nullish(),
      is_logdrain_axiom_enabled: z.boolean().optional(),
      logdrain_axiom_dataset_name: text.nullish(),
      logdrain_axiom_api_key: text.nullish(),
      is_logdrain_custom_enabled: z.boolean().optional(),
      logdrain_custom_config: text.nullish(),
      logdrain_custom_config_parser: text.nullish(),
    }),
    output: logDrainsWire,
    audit: 'server',
  }).mutation(async ({ ctx, input: { uuid, ...given } }) => {
    await getServer(ctx.scope, uuid);
    requireUnchanged(given, noDrains, NO_DRAINS);
    return noDrains;
  }),

  sentinel: can('server:read', {
    rest: { method: 'GET', path: '/servers/{uuid}/sentinel', status: 200, tag, summary: 'Get Sentinel' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: sentinelWire,
  }).query(async ({ ctx, input }) => {
    await getServer(ctx.scope, input.uuid);
    return noSentinel;
  }),

  updateSentinel: can('server:update', {
    rest: { method: 'PATCH', path: '/servers/{uuid}/sentinel', status: 200, tag, summary: 'Update Sentinel' },
    object,
    input: z.strictObject({
      uuid: pathId,
      is_sentinel_enabled: z.boolean().optional(),
      is_metrics_enabled: z.boolean().optional(),
      is_sentinel_debug_enabled: z.boolean().optional(),
      sentinel_token: text.nullish(),
      sentinel_metrics_refresh_rate_seconds: z.int().min(1).optional(),
      sentinel_metrics_history_days: z.int().min(1).optional(),
      sentinel_push_interval_seconds: z.int().min(LOWEST_PUSH_SECONDS).optional(),
      sentinel_custom_url: text.nullish(),
    }),
    output: sentinelWire,
    audit: 'server',
  }).mutation(async ({ ctx, input: { uuid, ...given } }) => {
    await getServer(ctx.scope, uuid);
    requireUnchanged(given, noSentinel, NO_AGENT);
    return noSentinel;
  }),
};
