import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { containerDescription } from '../../engine/plan/description';
import { type PlanDiff, planDiff } from '../../engine/plan/diff';
import type { Downtime } from '../../engine/plan/types';
import { buildPlan } from '../../engine/plans/application';
import { describePlanned } from '../../engine/plans/describe-container';
import type { ComponentChange, StackDiff } from '../../engine/plans/stack-diff';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import type { KeptSpecification } from '../releases/specification';
import { loadPlanned } from './load';
import { settingsChangedSince } from './plan-settings';
import { findRollback, notKept, type RollbackSubject } from './rollback-subject';

export interface RollbackPlan {
  deploymentUuid: string;
  image: string;
  commit: string | null;
  downtime: Downtime;
  /** Difference from what is running; null when that was not recorded. */
  diff: PlanDiff | null;
  /** Names of current application settings that had another value. */
  settings: string[];
  /** For an application from a compose file: its services, compared with those that run. */
  components: ComponentChange[] | null;
}

/** Plans a rollback to an earlier compose file. */
type PlanOfFile = (
  scope: Scope,
  subject: RollbackSubject,
) => Promise<{ kept: Pick<KeptSpecification, 'snapshot'>; downtime: Downtime; diff: StackDiff | null }>;

/**
 * Say what a rollback to the release of a deployment would change, without asking the server.
 * @throws AppError 404 · 400 for a compose file that is refused now · 409 when the release is not kept, or something that
 *   it needs is gone
 */
export async function planRollback(
  scope: Scope,
  deploymentUuid: string,
  planOfFile: PlanOfFile,
): Promise<RollbackPlan> {
  requirePublicId(deploymentUuid, 'Deployment');
  const made = await scope.db.operation.findUnique({
    where: { uuid: deploymentUuid, deployment: { isNot: null } },
    select: { workload: { select: { uuid: true } } },
  });
  if (!made) throw notFound('Deployment');
  const release = await scope.db.release.findUnique({ where: { deploymentUuid } });
  if (!release) throw notKept();
  const uuid = newUuid();
  const { application, server } = await loadPlanned(scope, made.workload.uuid, { uuid, force: false });
  const subject = { uuid, server, application, release: release.uuid };
  const { image, commit } = release;
  const [current] = application.releases;
  if (application.buildPack === 'dockercompose') {
    const { kept, downtime, diff: found } = await planOfFile(scope, subject);
    return {
      deploymentUuid,
      image,
      commit,
      downtime,
      diff: found && { ...found.keys, image: imageOfFile(current?.image ?? null, image) },
      settings: settingsChangedSince(scope, application, kept.snapshot),
      components: found?.components ?? null,
    };
  }
  const { spec, kept } = await findRollback(scope, subject);
  const running = containerDescription.safeParse(current?.container);
  return {
    deploymentUuid,
    image,
    commit,
    downtime: buildPlan(spec).downtime,
    diff: running.success ? planDiff(spec, running.data, describePlanned(spec, running.data)) : null,
    settings: settingsChangedSince(scope, application, kept.snapshot),
    components: null,
  };
}

/** The first built image names the release. */
function imageOfFile(from: string | null, to: string): PlanDiff['image'] {
  return { from, to, change: from === to ? 'none' : 'changed' };
}
