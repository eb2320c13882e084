import { z } from 'zod';
import { publicDomainList } from '../../domain/input/address/public-domain-list';
import { publicPort, publicPortTimeout } from '../../domain/input/address/public-port';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { imageName } from '../../domain/input/docker/image-reference';
import { findComponent } from '../../services/stacks/find';
import { updateStackDatabase, urlsOfDatabases } from '../../services/stacks/public-port';
import { updateStack } from '../../services/stacks/update';
import { can, router } from '../authorize';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { lines, logAnswer } from '../workload/log-text';
import { applicationReads, databaseReads } from './component-reads';
import {
  componentWire,
  serviceDatabaseWire,
  toComponentWire,
  toServiceDatabaseWire,
} from './component-schema';
import { componentLog, componentProcedures, refusedInSwarms } from './components';

const object = { type: 'service', input: 'uuid' } as const;

const commonFields = {
  human_name: displayName.nullable().optional(),
  description: description.nullable().optional(),
  image: imageName.nullable().optional().meta({ description: 'Instead of the one in the compose file.' }),
  // Clients send null for fields that they leave unchanged.
  exclude_from_status: z.boolean().nullish(),
  is_log_drain_enabled: z.boolean().nullish(),
};

type Common = z.output<z.ZodObject<typeof commonFields>>;

function toChange(input: Common) {
  return {
    humanName: input.human_name,
    description: input.description,
    imageOverride: input.image,
    isExcludedFromStatus: input.exclude_from_status ?? undefined,
    isLogDrainEnabled: input.is_log_drain_enabled ?? undefined,
  };
}

export const stackApplicationRouter = router({
  ...applicationReads,
  ...componentProcedures('application'),

  /** Older clients read logs with a POST, which changes nothing. */
  logsByPost: can('log:read', {
    rest: {
      method: 'POST',
      path: '/services/{uuid}/applications/{app_uuid}/logs',
      status: 200,
      tag: 'Service applications',
      summary: 'Read the log of one application of a service',
      bodyOptional: true,
      alsoRefuses: refusedInSwarms,
    },
    object,
    input: z.strictObject({ uuid: pathId, app_uuid: pathId, lines }),
    output: logAnswer,
  }).query(({ ctx, input }) => {
    const { uuid, app_uuid: componentUuid } = input;
    return componentLog(ctx, { uuid, componentUuid, kind: 'application' }, input.lines);
  }),

  update: can('service:update', {
    rest: {
      method: 'PATCH',
      path: '/services/{uuid}/applications/{app_uuid}',
      status: 200,
      tag: 'Service applications',
      summary: 'Update an application of a service',
      queryFields: ['force_domain_override'],
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      app_uuid: pathId,
      ...commonFields,
      url: publicDomainList.nullable().optional(),
      noindex_domains: z.array(z.string().max(255)).max(100).nullable().optional(),
      is_gzip_enabled: z.boolean().nullish(),
      is_stripprefix_enabled: z.boolean().nullish(),
      force_domain_override: queryFlag.optional(),
    }),
    output: componentWire,
    audit: 'service',
  }).mutation(async ({ ctx, input }) => {
    const named = { uuid: input.uuid, componentUuid: input.app_uuid, kind: 'application' } as const;
    const { component } = await findComponent(ctx.scope, named);
    const { name } = component;
    const { url, noindex_domains: noindex } = input;
    await updateStack(ctx.scope, input.uuid, {
      settings: {},
      urls: new Map(url === undefined ? [] : [[name, url ?? '']]),
      forceDomainOverride: input.force_domain_override ?? false,
      component: {
        name,
        change: {
          ...toChange(input),
          ...(noindex !== undefined && { noindexDomains: noindex?.join(',') || null }),
          isGzipEnabled: input.is_gzip_enabled ?? undefined,
          isStripprefixEnabled: input.is_stripprefix_enabled ?? undefined,
        },
      },
    });
    return toComponentWire((await findComponent(ctx.scope, named)).component);
  }),
});

export const stackDatabaseRouter = router({
  ...databaseReads,
  ...componentProcedures('database'),

  update: can('service:update', {
    rest: {
      method: 'PATCH',
      path: '/services/{uuid}/databases/{database_uuid}',
      status: 200,
      tag: 'Service databases',
      summary: 'Update a database of a service',
    },
    object,
    input: z.strictObject({
      uuid: pathId,
      database_uuid: pathId,
      ...commonFields,
      is_public: z.boolean().nullish(),
      public_port: publicPort.nullable().optional(),
      public_port_timeout: publicPortTimeout.nullish(),
    }),
    output: serviceDatabaseWire,
    audit: 'service',
  }).mutation(async ({ ctx, input }) => {
    const { uuid, database_uuid: componentUuid } = input;
    const named = { uuid, componentUuid, kind: 'database' } as const;
    await updateStackDatabase(
      ctx.scope,
      { uuid, componentUuid },
      {
        ...toChange(input),
        isPublic: input.is_public ?? undefined,
        publicPort: input.public_port,
        publicPortTimeout: input.public_port_timeout ?? undefined,
      },
    );
    const { stack, component } = await findComponent(ctx.scope, named);
    return toServiceDatabaseWire(component, (await urlsOfDatabases(ctx.scope, stack)).get(componentUuid));
  }),
});
