import { z } from 'zod';
import { callProcedure } from './call-procedure';
import {
  callerFor,
  findResource,
  findWorkloadFor,
  orNothing,
  resourceKinds,
  type WorkloadKind,
} from './find-resource';
import type { ToolSession } from './session';
import { tool } from './tool';

const MAX_FOUND = 50;
const MAX_LINES = 500;

export const uuidInput = z.string().max(36);

export const findTool = tool({
  name: 'find',
  description:
    'Find projects, servers, applications, databases and services by part of a name, domain or uuid.',
  input: z.strictObject({ query: z.string().max(200).default('') }),
  permissions: ['application:read', 'database:read', 'service:read', 'project:read', 'server:read'],
  isReadOnly: true,
  async call({ query }, session) {
    const api = callerFor(session);
    const lists: readonly [string, () => Promise<readonly object[]>][] = [
      ['project', () => api.project.list({})],
      ['server', () => api.server.list({})],
      ['application', () => api.application.list({ summary: 'true' })],
      ['database', () => api.database.list({ summary: 'true' })],
      ['service', () => api.stack.list({ summary: 'true' })],
    ];
    const found = [];
    for (const [kind, list] of lists)
      for (const item of (await orNothing(list)) ?? []) found.push({ kind, ...briefly({ ...item }) });
    const text = query.toLowerCase();
    const matching = found.filter((item) => JSON.stringify(item).toLowerCase().includes(text));
    const more = Math.max(0, matching.length - MAX_FOUND);
    return { data: { found: matching.slice(0, MAX_FOUND), more }, isUntrusted: true };
  },
});

/** Members by which a reader recognizes an object. */
const recognized = [
  'uuid',
  'name',
  'status',
  'fqdn',
  'description',
  'ip',
  'database_type',
  'type',
  'project_uuid',
];

function briefly(item: Record<string, unknown>): Record<string, unknown> {
  const known = recognized.map((key) => [key, item[key]] as const);
  return Object.fromEntries(known.filter(([, value]) => isSaid(value)));
}

function isSaid(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

export const inspectTool = tool({
  name: 'inspect',
  description: 'Show the settings and state of one resource, without secrets.',
  input: z.strictObject({ uuid: uuidInput }),
  permissions: ['application:read', 'database:read', 'service:read', 'project:read', 'server:read'],
  isReadOnly: true,
  async call({ uuid }, session) {
    const { kind, resource } = await findResource(session, uuid);
    const said = Object.fromEntries(Object.entries(resource).filter(([, value]) => isSaid(value)));
    return { data: { kind, ...said }, isUntrusted: true };
  },
});

export const logsTool = tool({
  name: 'logs',
  description: 'Read the newest log lines of a workload, optionally only those that contain the search text.',
  input: z.strictObject({
    uuid: uuidInput,
    lines: z.int().min(1).max(MAX_LINES).default(100),
    search: z.string().max(200).optional(),
    container: z.string().max(200).optional(),
  }),
  permissions: ['log:read'],
  isReadOnly: true,
  async call({ uuid, ...request }, session) {
    const { kind } = await findWorkloadFor(session, uuid);
    const input = { uuid, ...request };
    return { data: await callProcedure(session, `${resourceKinds[kind]}.logs`, input), isUntrusted: true };
  },
});

export const envDiffTool = tool({
  name: 'env_diff',
  description:
    'Check which of these variable names a workload has. Values are never shown; null means absent.',
  input: z.strictObject({ uuid: uuidInput, variables: z.record(z.string(), z.string().nullable()) }),
  permissions: ['env_var:read'],
  isReadOnly: true,
  async call({ uuid, variables }, session) {
    const { kind } = await findWorkloadFor(session, uuid);
    const present = await variablesOf(session, kind, uuid);
    const names = new Set(present.map(({ key }) => key));
    const wanted = Object.entries(variables);
    const pick = (is: (key: string, value: string | null) => boolean) =>
      wanted.filter(([key, value]) => is(key, value)).map(([key]) => key);
    const data = {
      would_create: pick((key, value) => value !== null && !names.has(key)),
      would_set: pick((key, value) => value !== null && names.has(key)),
      would_delete: pick((key, value) => value === null && names.has(key)),
      not_mentioned: [...names].filter((key) => !Object.hasOwn(variables, key)),
    };
    return { data, isUntrusted: true };
  },
});

/** List the variables that deployments of a workload's branch get, without those of previews. */
export async function variablesOf(
  session: ToolSession,
  kind: WorkloadKind,
  uuid: string,
): Promise<{ uuid: string; key: string }[]> {
  const api = callerFor(session);
  const rows = await api[resourceKinds[kind]].listEnvs({ uuid });
  return rows.filter((row) => !row.is_preview).map((row) => ({ uuid: row.uuid, key: row.key }));
}
