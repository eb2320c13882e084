import { z } from 'zod';
import { beyondNames } from '../../domain/sensitive';
import { createServer } from '../../services/servers/create';
import { getServer, listServers, type ServerRow } from '../../services/servers/list';
import { removeServer } from '../../services/servers/remove';
import { domainsOn, resourcesOn } from '../../services/servers/resources';
import { updateServer } from '../../services/servers/update';
import { can, router } from '../authorize';
import { rowsAnswer } from '../wire/answer-rows';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { pageInput, pageOf, queryFlag } from '../wire/query';
import { absentProcedures } from './absent';
import { certificateProcedures } from './certificates';
import { cleanupProcedures } from './cleanup';
import { dnsCertificateProcedures } from './dns-certificates';
import { createServerInput, furtherPermissions, toServerChanges, updateServerInput } from './input';
import { proxyProcedures } from './proxy';
import { proxyConfigurationProcedures } from './proxy-configuration';
import { serverResourceWire, toServerResource } from './resource-wire';
import { serverWire, serverWithResources, toServerWire, toServerWithResources } from './schema';
import { sentinelPush } from './sentinel-push';
import { validationProcedures } from './validation';

const tag = 'Servers';
const serverList = z.array(serverWire);
const answerRows = rowsAnswer<ServerRow, z.infer<typeof serverList>[number]>(serverList);

export const serverRouter = router({
  list: can('server:read', {
    rest: { method: 'GET', path: '/servers', status: 200, tag, summary: 'List servers' },
    input: z.strictObject(pageInput),
    output: serverList,
  }).query(async ({ ctx, input }) =>
    answerRows(ctx, await listServers(ctx.scope, pageOf(input)), toServerWire),
  ),

  get: can('server:read', {
    rest: { method: 'GET', path: '/servers/{uuid}', status: 200, tag, summary: 'Get a server' },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({ uuid: pathId, resources: queryFlag.optional() }),
    output: serverWithResources,
  }).query(async ({ ctx, input }) => {
    const server = await getServer(ctx.scope, input.uuid);
    return toServerWithResources(server, input.resources ? await resourcesOn(ctx.scope, server) : null);
  }),

  create: can('server:create', {
    rest: { method: 'POST', path: '/servers', status: 201, tag, summary: 'Create a server' },
    input: createServerInput,
    also: furtherPermissions,
    output: uuidAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await createServer(ctx.scope, {
      name: input.name,
      description: input.description ?? null,
      ip: input.ip,
      port: input.port,
      user: input.user,
      privateKeyUuid: input.private_key_uuid,
      isBuildServer: input.is_build_server,
      proxyKind: input.proxy_type,
      hostKeyFingerprint: input.host_key_fingerprint ?? null,
      validateNow: input.instant_validate ?? false,
    });
    return { uuid };
  }),

  update: can('server:update', {
    rest: {
      method: 'PATCH',
      path: '/servers/{uuid}',
      status: 201,
      tag,
      summary: 'Update a server',
      alsoRefuses: ['conflict'],
    },
    object: { type: 'server', input: 'uuid' },
    input: updateServerInput,
    also: furtherPermissions,
    output: uuidAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input: { uuid, ...changes } }) => {
    await updateServer(ctx.scope, uuid, toServerChanges(changes));
    return { uuid };
  }),

  delete: can('server:delete', {
    rest: { method: 'DELETE', path: '/servers/{uuid}', status: 200, tag, summary: 'Delete a server' },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      force: queryFlag.optional().meta({
        description: 'Also deletes its applications. Requires the permission application:delete.',
      }),
    }),
    also: ({ force }) => (force ? ['application:delete'] : []),
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await removeServer(ctx.scope, input.uuid, input.force ?? false);
    return { message: 'Server deleted.' };
  }),

  resources: can('server:read', {
    rest: {
      method: 'GET',
      path: '/servers/{uuid}/resources',
      status: 200,
      tag,
      summary: 'List resources of a server',
    },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.array(serverResourceWire),
  }).query(async ({ ctx, input }) => {
    const server = await getServer(ctx.scope, input.uuid);
    return (await resourcesOn(ctx.scope, server)).map(toServerResource);
  }),

  domains: can('server:read', {
    rest: {
      method: 'GET',
      path: '/servers/{uuid}/domains',
      status: 200,
      tag,
      summary: 'List domains of a server',
      queryNames: { uuid: 'application_uuid' },
    },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({ uuid: pathId, application_uuid: z.string().optional() }),
    output: z.array(z.object({ ip: beyondNames(z.string()), domains: z.array(z.string()) })),
  }).query(({ ctx, input }) => domainsOn(ctx.scope, input.uuid, input.application_uuid)),

  ...validationProcedures,
  ...proxyProcedures,
  ...proxyConfigurationProcedures,
  ...cleanupProcedures,
  ...certificateProcedures,
  ...dnsCertificateProcedures,
  ...absentProcedures,
  sentinelPush,
});
