import { z } from 'zod';
import { invalidField } from '../../domain/error';
import { getOperation } from './call-procedure';
import { changePermissions } from './changing-tools';
import { callerFor, findWorkloadFor, orNothing, resourceKinds, type WorkloadKind } from './find-resource';
import { mayDo } from './permitted';
import { keepPlan, type PlannedCall } from './plans';
import { uuidInput, variablesOf } from './reading-tools';
import type { ToolSession } from './session';
import { tool } from './tool';

const input = z.strictObject({
  action: z.enum(['deploy', 'start', 'restart', 'stop', 'rollback', 'env_set', 'call_operation']),
  uuid: uuidInput.optional(),
  force: z.boolean().optional().describe('deploy: build again'),
  commit: z.string().max(200).optional().describe('rollback: commit or image tag'),
  variables: z.record(z.string(), z.string().nullable()).optional().describe('env_set: null deletes'),
  operation: z.string().max(100).optional(),
  input: z.record(z.string(), z.unknown()).optional().describe('Fields of the operation'),
});

type PlanInput = z.output<typeof input>;

/** A plan before it is stored: the calls, and what to show about it. */
interface Draft {
  calls: PlannedCall[];
  tells: Record<string, unknown>;
}

export const planTool = tool({
  name: 'plan',
  description:
    'Plan a change and show what it would do. Returns a plan_id for deploy, rollback, env_set, call_operation or apply: ' +
    'valid once, for 30 minutes, while nothing else changes.',
  input,
  permissions: changePermissions,
  isReadOnly: true,
  async call(asked, session) {
    const draft = await draftOf(asked, session);
    const kept = await keepPlan(session, {
      action: asked.action,
      uuid: asked.uuid ?? null,
      calls: draft.calls,
    });
    const calls = draft.calls.map(({ operation }) => {
      const { rest } = getOperation(session, operation);
      return { operation, rest: `${rest.method} ${rest.path}`, does: rest.summary };
    });
    return { data: { ...kept, action: asked.action, calls, ...draft.tells }, isUntrusted: true };
  },
});

async function draftOf(asked: PlanInput, session: ToolSession): Promise<Draft> {
  if (asked.action === 'call_operation') return operationDraft(asked, session);
  const uuid = required(asked.uuid, 'uuid');
  if (asked.action === 'deploy' && !mayDo(session.principal, 'application:read'))
    return { calls: [{ operation: 'deployment.deploy', input: { uuid } }], tells: {} };
  const { kind, resource } = await findWorkloadFor(session, uuid);
  const target = { name: resource.name, kind, status: resource.status };
  const routerName = resourceKinds[kind];
  switch (asked.action) {
    case 'env_set': {
      const draft = await variablesDraft(session, kind, uuid, required(asked.variables, 'variables'));
      return { ...draft, tells: { target, ...draft.tells } };
    }
    case 'rollback': {
      if (kind !== 'application') throw invalidField('uuid', 'Only applications can be rolled back.');
      const commit = required(asked.commit, 'commit');
      const kept = await orNothing(() => callerFor(session).application.rollbackImages({ uuid }));
      return {
        calls: [{ operation: 'application.rollback', input: { uuid, commit } }],
        tells: { target, kept },
      };
    }
    case 'deploy':
      return { calls: [deployCall(kind, uuid, asked.force ?? false)], tells: { target } };
    default:
      return { calls: [{ operation: `${routerName}.${asked.action}`, input: { uuid } }], tells: { target } };
  }
}

function operationDraft(asked: PlanInput, session: ToolSession): Draft {
  const name = required(asked.operation, 'operation');
  if (getOperation(session, name).type !== 'mutation')
    throw invalidField('operation', 'Changes nothing. Call it without a plan.');
  return {
    calls: [{ operation: name, input: asked.input ?? {} }],
    tells: { fields: Object.keys(asked.input ?? {}) },
  };
}

/** Make the call that deploys a workload. A database is restarted with its settings; the other kinds are deployed. */
function deployCall(kind: WorkloadKind, uuid: string, force: boolean): PlannedCall {
  switch (kind) {
    case 'application':
      return { operation: 'application.start', input: { uuid, ...(force ? { force } : {}) } };
    case 'database':
      return { operation: 'database.restart', input: { uuid } };
    case 'service':
      return { operation: 'stack.deploy', input: { uuid } };
  }
}

async function variablesDraft(
  session: ToolSession,
  kind: WorkloadKind,
  uuid: string,
  variables: Readonly<Record<string, string | null>>,
): Promise<Draft> {
  const present = new Map((await variablesOf(session, kind, uuid)).map((row) => [row.key, row.uuid]));
  const routerName = resourceKinds[kind];
  const data = Object.entries(variables).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  const gone = Object.keys(variables).filter((key) => variables[key] === null && present.has(key));
  const calls: PlannedCall[] = [
    ...(data.length > 0 ? [{ operation: `${routerName}.bulkUpdateEnvs`, input: { uuid, data } }] : []),
    ...gone.map((key) => ({
      operation: `${routerName}.deleteEnv`,
      input: { uuid, env_uuid: present.get(key) },
    })),
  ];
  if (calls.length === 0) throw invalidField('variables', 'Nothing would change.');
  const tells = {
    creates: data.filter(({ key }) => !present.has(key)).map(({ key }) => key),
    sets: data.filter(({ key }) => present.has(key)).map(({ key }) => key),
    deletes: gone,
    takes_effect: 'with the next deployment',
  };
  return { calls, tells };
}

function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw invalidField(field, `The ${field} field is required.`);
  return value;
}
