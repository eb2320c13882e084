import { z } from 'zod';
import { findComponent, findStack } from '../../services/stacks/find';
import { urlsOfDatabases } from '../../services/stacks/public-port';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import {
  componentWire,
  serviceDatabaseWire,
  toComponentWire,
  toServiceDatabaseWire,
} from './component-schema';

const object = { type: 'service', input: 'uuid' } as const;

export const applicationReads = {
  list: can('service:read', {
    rest: {
      method: 'GET',
      path: '/services/{uuid}/applications',
      status: 200,
      tag: 'Service applications',
      summary: 'List the applications of a service',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(componentWire),
  }).query(async ({ ctx, input }) => {
    const { components } = await findStack(ctx.scope, input.uuid);
    return components.filter(({ kind }) => kind === 'application').map(toComponentWire);
  }),

  get: can('service:read', {
    rest: {
      method: 'GET',
      path: '/services/{uuid}/applications/{app_uuid}',
      status: 200,
      tag: 'Service applications',
      summary: 'Get one application of a service',
    },
    object,
    input: z.strictObject({ uuid: pathId, app_uuid: pathId }),
    output: componentWire,
  }).query(async ({ ctx, input: { uuid, app_uuid: componentUuid } }) => {
    const named = { uuid, componentUuid, kind: 'application' } as const;
    return toComponentWire((await findComponent(ctx.scope, named)).component);
  }),
};

export const databaseReads = {
  list: can('service:read', {
    rest: {
      method: 'GET',
      path: '/services/{uuid}/databases',
      status: 200,
      tag: 'Service databases',
      summary: 'List the databases of a service',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(serviceDatabaseWire),
  }).query(async ({ ctx, input }) => {
    const stack = await findStack(ctx.scope, input.uuid);
    const databases = stack.components.filter(({ kind }) => kind === 'database');
    if (databases.length === 0) return [];
    const urls = await urlsOfDatabases(ctx.scope, stack);
    return databases.map((each) => toServiceDatabaseWire(each, urls.get(each.uuid)));
  }),

  get: can('service:read', {
    rest: {
      method: 'GET',
      path: '/services/{uuid}/databases/{database_uuid}',
      status: 200,
      tag: 'Service databases',
      summary: 'Get one database of a service',
    },
    object,
    input: z.strictObject({ uuid: pathId, database_uuid: pathId }),
    output: serviceDatabaseWire,
  }).query(async ({ ctx, input: { uuid, database_uuid: componentUuid } }) => {
    const named = { uuid, componentUuid, kind: 'database' } as const;
    const { stack, component } = await findComponent(ctx.scope, named);
    return toServiceDatabaseWire(component, (await urlsOfDatabases(ctx.scope, stack)).get(componentUuid));
  }),
};
