import { z } from 'zod';
import { base64Text } from '../../domain/input/base64-text';
import { beyondNames, secretInput, sensitive } from '../../domain/sensitive';
import { type Entry, getEntry, listEntries } from '../../services/proxy-configurations/history';
import { judgeConfiguration } from '../../services/proxy-configurations/judge';
import { type PresentConfiguration, readConfiguration } from '../../services/proxy-configurations/read';
import { revertConfiguration } from '../../services/proxy-configurations/revert';
import { saveConfiguration } from '../../services/proxy-configurations/save';
import { getServer } from '../../services/servers/list';
import { changesNothing } from '../audit';
import { can } from '../authorize';
import { problemWire, toProblemWire } from '../template/problem-schema';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { windowInput } from '../wire/query';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { proxyMembers, toProxyWire } from './proxy-schema';

const tag = 'Servers';
const path = '/servers/{uuid}/proxy/configuration';
const object = { type: 'server', input: 'uuid' } as const;
const entryInput = z.strictObject({ uuid: pathId, configuration_uuid: pathId });

const configurationText = secretInput(base64Text).meta({
  description:
    "What is added to Gantry's own configuration, as base64 of YAML or JSON: routes and options of gantry_http and gantry_https in the form of Caddy's apps.http.servers. Empty: nothing. Caddy alone takes it.",
});

const configurationWire = wireObject({
  uuid: z.string().nullable().meta({ description: 'Entry of the history that is in force.' }),
  configuration: sensitive(z.string()).meta({ description: 'The part that users write.' }),
  managed_configuration: sensitive(z.string().nullable()).meta({
    description: 'The part that Gantry makes, as JSON; null: the proxy did not answer.',
  }),
}).meta({ id: 'ProxyConfiguration' });

const entryMembers = {
  uuid: z.string(),
  created_by: beyondNames(z.string().nullable()).meta({ description: 'Name of the user.' }),
  is_current: z.boolean(),
  problem: z.string().nullable().meta({ description: 'Why it was taken back at once.' }),
  reverted_to: z.string().nullable().meta({ description: 'The entry whose text it brought back.' }),
  created_at: timestamp,
};
const entryWire = wireObject(entryMembers).meta({ id: 'ProxyConfigurationEntry' });
const entryWithText = wireObject({ ...entryMembers, configuration: sensitive(z.string()) }).meta({
  id: 'ProxyConfigurationEntryWithText',
});
const savedWire = wireObject({ ...proxyMembers, message: z.string() });

function toConfigurationWire(present: PresentConfiguration): z.infer<typeof configurationWire> {
  return {
    uuid: present.entryUuid,
    configuration: present.text,
    managed_configuration: present.managed,
  };
}

function toEntryWire(entry: Entry): z.infer<typeof entryWire> {
  return {
    uuid: entry.uuid,
    created_by: entry.user?.name ?? null,
    is_current: entry.isCurrent,
    problem: entry.problem,
    reverted_to: entry.revertedTo,
    created_at: toTimestamp(entry.createdAt),
  };
}

export const proxyConfigurationProcedures = {
  proxyConfiguration: can('server:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get the configuration of a proxy' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: configurationWire,
  }).query(async ({ ctx, input }) => toConfigurationWire(await readConfiguration(ctx.scope, input.uuid))),

  saveProxyConfiguration: can('server:update', {
    rest: {
      method: 'PUT',
      path,
      status: 200,
      tag,
      summary: 'Save the configuration of a proxy',
      alsoRefuses: ['conflict'],
    },
    object,
    input: z.strictObject({ uuid: pathId, configuration: configurationText }),
    output: savedWire,
    audit: 'server',
  }).mutation(async ({ ctx, input: { uuid, configuration } }) => {
    await saveConfiguration(ctx.scope, uuid, { text: configuration, revertedTo: null });
    const proxy = toProxyWire(await getServer(ctx.scope, uuid), configuration);
    return { ...proxy, message: 'Proxy configuration saved.' };
  }),

  validateProxyConfiguration: can('server:update', {
    rest: {
      method: 'POST',
      path: `${path}/validate`,
      status: 200,
      tag,
      summary: 'Judge a configuration of a proxy',
    },
    object,
    input: z.strictObject({ uuid: pathId, configuration: configurationText }),
    output: z.object({ valid: z.boolean(), problems: z.array(problemWire) }),
    audit: changesNothing,
  }).mutation(async ({ ctx, input }) => {
    const problems = await judgeConfiguration(ctx.scope, input.uuid, input.configuration);
    return { valid: problems.length === 0, problems: problems.map(toProblemWire) };
  }),

  proxyConfigurationEntries: can('server:read', {
    rest: {
      method: 'GET',
      path: `${path}/history`,
      status: 200,
      tag,
      summary: 'List what was saved as the configuration of a proxy',
    },
    object,
    input: z.strictObject({ uuid: pathId, ...windowInput }),
    output: z.array(entryWire),
  }).query(async ({ ctx, input: { uuid, ...page } }) =>
    (await listEntries(ctx.scope, uuid, page)).map(toEntryWire),
  ),

  proxyConfigurationEntry: can('server:read', {
    rest: {
      method: 'GET',
      path: `${path}/history/{configuration_uuid}`,
      status: 200,
      tag,
      summary: 'Get a saved configuration of a proxy',
    },
    object,
    input: entryInput,
    output: entryWithText,
  }).query(async ({ ctx, input }) => {
    const entry = await getEntry(ctx.scope, input.uuid, input.configuration_uuid);
    return { ...toEntryWire(entry), configuration: entry.text };
  }),

  revertProxyConfiguration: can('server:update', {
    rest: {
      method: 'POST',
      path: `${path}/history/{configuration_uuid}/revert`,
      status: 200,
      tag,
      summary: 'Put a saved configuration of a proxy into force again',
      bodyOptional: true,
      alsoRefuses: ['conflict'],
    },
    object,
    input: entryInput,
    output: savedWire,
    audit: 'server',
  }).mutation(async ({ ctx, input: { uuid, configuration_uuid } }) => {
    await revertConfiguration(ctx.scope, uuid, configuration_uuid);
    const { text } = await getEntry(ctx.scope, uuid, configuration_uuid);
    const proxy = toProxyWire(await getServer(ctx.scope, uuid), text);
    return { ...proxy, message: 'Proxy configuration reverted.' };
  }),
};
