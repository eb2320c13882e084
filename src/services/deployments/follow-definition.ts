import { z } from 'zod';
import { AppError } from '../../domain/error';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { PlanResult } from '../../engine/run/plan-run';
import { recordOutcome } from '../application-rows/record-outcome';
import type { OrganizationScope } from '../context';
import type { OperationDefinition } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { deploymentNotice } from '../operations/operation-notice';
import { recordRelease } from '../releases/record';
import { deployment } from './definition';
import { followSpec } from './follow-spec';
import { loadFollower } from './load-follower';
import { type FollowParameters, isStoppedSince, nameOf, remark } from './request-followers';

const followParameters = z.object({ release: z.string() }) satisfies z.ZodType<FollowParameters>;
const { version, thaw, plan, secrets, deadlineMs } = deployment;

/** The deployment of a release of an application at an additional destination. */
export const follow: OperationDefinition<DeploymentSpec> = {
  version,
  thaw,
  plan,
  secrets,
  deadlineMs,

  /** The server that sends the image. */
  buildServer: ({ source }) => (source.kind === 'release' ? (source.from?.uuid ?? null) : null),

  async prepare(scope, { id, parameters, parent }) {
    const row = await loadFollower(scope, id);
    if (parent && (await isStoppedSince(scope, { id: parent.id, workloadId: row.leader.id })))
      throw new AppError('conflict', 'The application was stopped in the meantime.');
    return followSpec(scope, row, followParameters.parse(parameters).release);
  },

  async beforeEnd(scope, operation, result, spec) {
    const { outcome, facts } = result;
    if (outcome === 'finished' && spec) {
      const { follower, ...row } = await loadFollower(scope, operation.id);
      // Earlier images come from the server of the application.
      const application = { dockerImagesToKeep: 0, releases: follower.releases };
      await recordRelease(scope, { ...row, application }, { spec, version, facts });
    }
    await tellParent(scope, operation, result);
  },

  async afterEnd(scope, { id }, { outcome, facts }, spec) {
    if (outcome === 'finished' && spec)
      await recordOutcome(scope, await loadFollower(scope, id), spec, facts);
  },

  notice(_scope, { workload, ...operation }, result) {
    const { follows, destination, name } = workload;
    const at = { ...workload, uuid: follows?.uuid ?? workload.uuid, name: `${name} at ${destination.name}` };
    return deploymentNotice({ ...operation, workload: at }, result);
  },
};

/** Say in the log of the application's deployment how this one ended. */
async function tellParent(
  scope: OrganizationScope,
  { id, parent }: LoadedOperation,
  { outcome, reason }: PlanResult,
): Promise<void> {
  if (!parent) return;
  const { follower } = await loadFollower(scope, id);
  const text = `${nameOf(follower)}: ${outcome}${reason ? `: ${reason}` : '.'}`;
  await remark(scope, parent.id, text, outcome === 'finished' ? 'stdout' : 'stderr');
}
