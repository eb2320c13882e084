import { createHash } from 'node:crypto';
import { z } from 'zod';
import { requirePermission } from '../../api/access-checks';
import { appErrorOf } from '../../api/errors';
import { AppError } from '../../domain/error';
import { createChangePlan } from '../../services/change-plans/create';
import { claimChangePlan, getChangePlan } from '../../services/change-plans/use';
import { scopeOf } from '../../services/context';
import { callProcedure, getOperation } from './call-procedure';
import type { ToolSession } from './session';

/** A plan of a tool: calls in order, and their purpose. */
const toolPlan = z.object({
  action: z.string(),
  /** Object that the plan is about; null when none was named. */
  uuid: z.string().nullable(),
  calls: z.array(z.object({ operation: z.string(), input: z.record(z.string(), z.unknown()) })),
});

export type ToolPlan = z.infer<typeof toolPlan>;
export type PlannedCall = ToolPlan['calls'][number];

/** Store a plan, if the caller may do everything in it. @throws AppError forbidden, not_found */
export async function keepPlan(session: ToolSession, plan: ToolPlan) {
  for (const { operation: name } of plan.calls) {
    const { permission, object } = getOperation(session, name);
    const check = { surface: 'mcp', hasObject: object !== undefined } as const;
    if (permission) requirePermission(session.principal, permission, check);
  }
  const state = await stateOf(session, plan.calls);
  const { uuid, expiresAt } = await createChangePlan(scopeFor(session), {
    kind: 'tool',
    content: plan,
    state,
  });
  return { plan_id: uuid, expires_at: expiresAt.toISOString() };
}

/** What a tool that applies a plan expects of it. */
export interface Expected {
  actions?: readonly string[];
  uuid?: string | undefined;
  call?: PlannedCall;
}

/**
 * Apply a plan: once, by the token that made it, with the planned inputs, while its objects are unchanged.
 * @returns the result of each call
 * @throws AppError not_found, conflict, and what a call throws
 */
export async function applyPlan(
  session: ToolSession,
  planId: string,
  expected: Expected,
): Promise<unknown[]> {
  const scope = scopeFor(session);
  const kept = await getChangePlan(scope, planId, 'tool');
  const plan = toolPlan.parse(kept.content);
  requireExpected(plan, expected);
  await claimChangePlan(scope, kept, await stateOf(session, plan.calls));
  const done: unknown[] = [];
  for (const { operation, input } of plan.calls) {
    try {
      done.push(await callProcedure(session, operation, input));
    } catch (error) {
      if (done.length === 0) throw error;
      const { code, message, fields } = appErrorOf(error);
      const applied = plan.calls.slice(0, done.length).map((each) => each.operation);
      throw new AppError(code, message, { cause: error, body: { applied }, ...(fields ? { fields } : {}) });
    }
  }
  return done;
}

function requireExpected({ action, uuid, calls }: ToolPlan, expected: Expected): void {
  const isOther =
    (expected.actions && !expected.actions.includes(action)) ||
    (expected.uuid !== undefined && expected.uuid !== uuid) ||
    (expected.call && JSON.stringify(ordered(expected.call)) !== JSON.stringify(ordered(calls[0])));
  if (isOther)
    throw new AppError('conflict', 'The plan is for a different action. Make a plan for this one.');
}

function scopeFor({ gateway, principal }: ToolSession) {
  return scopeOf(gateway.services, principal);
}

/** Members that change without an edit while an object runs. */
const volatile = new Set([
  'status',
  'last_online_at',
  'last_restart_at',
  'restart_count',
  'server',
  'updated_at',
]);

/** Compute a digest of the objects of the calls, as the caller may read them. @throws AppError not_found */
async function stateOf(session: ToolSession, calls: readonly PlannedCall[]): Promise<string> {
  const reads = new Map(
    calls.flatMap((call) => readsOf(session, call)).map((read) => [JSON.stringify(read), read]),
  );
  const hash = createHash('sha256');
  for (const [key, { operation, input }] of [...reads].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(key).update(JSON.stringify(await readState(session, operation, input)));
  return hash.digest('hex');
}

async function readState(session: ToolSession, name: string, input: PlannedCall['input']): Promise<unknown> {
  try {
    const answer = await callProcedure(session, name, input);
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
    return Object.fromEntries(Object.entries(answer).filter(([key]) => !volatile.has(key)));
  } catch (error) {
    if (appErrorOf(error).code === 'forbidden') return 'not readable'; // a writer may lack the permission to read
    throw error;
  }
}

/** List the reads of a call's objects: those at its path or above it that need only ids from the path. */
function readsOf(session: ToolSession, { operation: name, input }: PlannedCall): PlannedCall[] {
  const { rest } = getOperation(session, name);
  const parts = rest.path.split('/');
  const paths = new Set(parts.map((_, index) => parts.slice(0, index + 1).join('/')));
  paths.add(`${parts.slice(0, 3).join('/')}/envs`); // a deployment also applies the variables of its workload
  return [...session.operations.values()].flatMap(({ procedure, type, rest: read, pathParameters }) => {
    const isRead =
      type === 'query' && read.method === 'GET' && paths.has(read.path) && pathParameters.size > 0;
    if (!isRead) return [];
    const ids = [...pathParameters].map((key) => [key, input[key]] as const);
    if (ids.some(([, id]) => id === undefined)) return [];
    return [{ operation: procedure, input: Object.fromEntries(ids) }];
  });
}

/** Sort the members of all objects in a value by name. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, ordered(member)]),
  );
}
