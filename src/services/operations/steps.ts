import { z } from 'zod';
import type { OperationStep } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Plan } from '../../engine/plan/types';
import type { OrganizationScope } from '../context';

export type { OperationStep };

/** A step of the plan that has not begun. */
export interface WaitingStep {
  stepId: string;
  title: string;
  position: number;
  state: 'waiting';
}

const plannedSteps = z.array(z.object({ id: z.string(), title: z.string() }));

/** Store the titles of the planned steps for readers; the journal records the outcome of each. */
export async function keepPlannedSteps(
  { db }: Pick<OrganizationScope, 'db'>,
  operationId: number,
  { steps }: Pick<Plan, 'steps'>,
): Promise<void> {
  const planned = steps.map(({ id, title }) => ({ id, title }));
  await db.operation.updateMany({ where: { id: operationId }, data: { plannedSteps: planned } });
}

/**
 * List the steps of an operation as its page shows them, in plan order. While it runs, steps that have not begun come
 * after those that have.
 */
export async function listOperationSteps(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<(OperationStep | WaitingStep)[]> {
  requirePublicId(uuid, 'Deployment');
  const operation = await scope.db.operation.findUnique({
    where: { uuid },
    include: { steps: { orderBy: [{ position: 'asc' }, { startedAt: 'asc' }] } },
  });
  if (!operation) throw notFound('Deployment');
  const { steps, status } = operation;
  if (status !== 'in_progress') return steps;
  const begun = new Set(steps.map(({ stepId }) => stepId));
  const waiting = plannedSteps
    .parse(operation.plannedSteps ?? [])
    .map(({ id, title }, position) => ({ stepId: id, title, position, state: 'waiting' as const }))
    .filter(({ stepId }) => !begun.has(stepId));
  return [...steps, ...waiting];
}
