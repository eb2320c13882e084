import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { holderOf } from './holder';

/** Time within which a plan can be applied. */
const LIFETIME_MS = 1_800_000;

/** What a plan is for: calls of a model's tools, or a configuration document. */
export type ChangePlanKind = 'tool' | 'configuration';

export interface NewChangePlan {
  kind: ChangePlanKind;
  /** Plain data; sealed at rest, since it may hold values of variables. */
  content: unknown;
  /** Digest of the state that the plan was made against. */
  state: string;
}

/** Store a plan, to be applied once by the same credential. */
export async function createChangePlan(
  scope: Scope,
  { kind, content, state }: NewChangePlan,
): Promise<{ uuid: string; expiresAt: Date }> {
  const now = scope.clock.now();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  const contentSealed = scope.database.sealer.seal(JSON.stringify(content), 'change_plans.content');
  const { uuid } = await scope.db.changePlan.create({
    data: {
      uuid: newUuid(),
      organizationId: scope.organizationId,
      kind,
      holder: holderOf(scope.principal),
      contentSealed,
      state,
      createdAt: now,
      expiresAt,
    },
  });
  return { uuid, expiresAt };
}
