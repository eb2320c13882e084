import { AppError, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';
import type { ChangePlanKind } from './create';
import { holderOf } from './holder';

export interface ChangePlan {
  uuid: string;
  kind: ChangePlanKind;
  /** As it was given; the caller knows its shape from the kind. */
  content: unknown;
  state: string;
}

/** Get a plan that this credential can still apply. @throws AppError 404 · 409 when it was used or has expired */
export async function getChangePlan(scope: Scope, uuid: string, kind: ChangePlanKind): Promise<ChangePlan> {
  requirePublicId(uuid, 'Plan');
  const plan = await scope.db.changePlan.findUnique({ where: { uuid } });
  if (!plan || plan.kind !== kind || plan.holder !== holderOf(scope.principal)) throw notFound('Plan');
  if (plan.usedAt) throw usedPlan();
  if (plan.expiresAt <= scope.clock.now())
    throw new AppError('conflict', 'The plan has expired. Create a new one.');
  const text = scope.database.sealer.open(plan.contentSealed, 'change_plans.content').reveal();
  return { uuid, kind, content: JSON.parse(text), state: plan.state };
}

/** Use a plan up: only one of two concurrent attempts succeeds. @throws AppError 409 */
export async function claimChangePlan(
  scope: Scope,
  { uuid, state }: ChangePlan,
  stateNow: string,
): Promise<void> {
  if (state !== stateNow)
    throw new AppError(
      'conflict',
      'The plan is outdated: something it depends on has changed since. Create a new plan.',
    );
  const usedAt = scope.clock.now();
  const { count } = await scope.db.changePlan.updateMany({ where: { uuid, usedAt: null }, data: { usedAt } });
  if (count !== 1) throw usedPlan();
}

function usedPlan(): AppError {
  return new AppError('conflict', 'The plan was already applied. Create a new one.');
}
