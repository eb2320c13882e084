import { z } from 'zod';
import { AppError } from '../../domain/error';
import type { Permission } from '../../domain/permission/vocabulary';
import { applyPlan } from './plans';
import { uuidInput } from './reading-tools';
import { tool } from './tool';

const planId = z.string().max(36);

/** Actions of the plans that the deploy tool applies. */
export const deployActions = ['deploy', 'restart', 'start', 'stop'] as const;

/** Permissions to change something: any one of them is enough to list the tools for plans. */
export const changePermissions: readonly Permission[] = [
  'application:deploy',
  'application:update',
  'application:create',
  'database:start',
  'database:update',
  'service:deploy',
  'service:update',
  'env_var:update',
  'deployment:rollback',
  'project:update',
  'server:update',
];

export const deployTool = tool({
  name: 'deploy',
  description: 'Deploy, start, restart or stop a workload as planned.',
  input: z.strictObject({ uuid: uuidInput, plan_id: planId }),
  permissions: [
    'application:deploy',
    'application:start',
    'database:start',
    'service:deploy',
    'service:start',
  ],
  isReadOnly: false,
  call: async ({ uuid, plan_id }, session) => ({
    data: { done: await applyPlan(session, plan_id, { actions: deployActions, uuid }) },
  }),
});

export const rollbackTool = tool({
  name: 'rollback',
  description: 'Roll an application back as planned.',
  input: z.strictObject({ uuid: uuidInput, plan_id: planId }),
  permissions: ['deployment:rollback'],
  isReadOnly: false,
  call: async ({ uuid, plan_id }, session) => ({
    data: { done: await applyPlan(session, plan_id, { actions: ['rollback'], uuid }) },
  }),
});

export const envSetTool = tool({
  name: 'env_set',
  description: 'Set and delete environment variables as planned. Takes effect with the next deployment.',
  input: z.strictObject({ uuid: uuidInput, plan_id: planId }),
  permissions: ['env_var:update', 'env_var:delete'],
  isReadOnly: false,
  async call({ uuid, plan_id }, session) {
    const done = await applyPlan(session, plan_id, { actions: ['env_set'], uuid });
    return { data: { applied: done.length } };
  },
});

export const applyTool = tool({
  name: 'apply',
  description: 'Carry out a plan exactly, once. 409: make a new plan.',
  input: z.strictObject({ plan_id: planId }),
  permissions: changePermissions,
  isReadOnly: false,
  call: async ({ plan_id }, session) => ({
    data: { done: await applyPlan(session, plan_id, {}) },
    isUntrusted: true,
  }),
});

/** Apply the plan of one operation, if it was made for this input. @throws AppError bad_request without a plan */
export async function applyOperation(
  session: Parameters<typeof applyPlan>[0],
  call: { operation: string; input: Record<string, unknown> },
  id: string | undefined,
): Promise<unknown> {
  if (id === undefined)
    throw new AppError(
      'bad_request',
      'This changes something: plan it with action call_operation, then pass plan_id.',
    );
  const [answer] = await applyPlan(session, id, { actions: ['call_operation'], call });
  return answer;
}
