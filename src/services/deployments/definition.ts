import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { Facts } from '../../engine/plan/facts';
import { buildPlan } from '../../engine/plans/application';
import { secretsOfSpec } from '../../engine/plans/secrets';
import { recordOutcome, releasedStatus } from '../application-rows/record-outcome';
import type { OrganizationScope } from '../context';
import { reportEnd } from '../forge-reports/report-end';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import { deploymentNotice } from '../operations/operation-notice';
import { recordRelease } from '../releases/record';
import { requirePlanToHold } from './deploy-planned';
import { keepSourceFacts } from './keep-source-facts';
import { loadDeployment } from './load';
import { keepPlaceOfBuild } from './place-of-build';
import { recordPreviewOutcome } from './record-preview-outcome';
import { refreshConfiguration } from './refresh-configuration';
import { requestFollowers } from './request-followers';
import { deploymentSpec } from './spec';
import { fromVersion1, type SpecVersion1 } from './spec-version-1';

const VERSION = 2;

/** The deployment or restart of an application. */
export const deployment: OperationDefinition<DeploymentSpec> = {
  version: VERSION,

  async prepare(scope, { id }) {
    const row = await loadDeployment(scope, id);
    await refreshConfiguration(scope, row);
    const spec = await deploymentSpec(scope, row);
    requirePlanToHold(scope, row, spec);
    await keepPlaceOfBuild(scope, row, spec);
    return spec;
  },

  thaw(frozen) {
    // Frozen by this definition before workloads existed.
    if (frozen.version === 1) return fromVersion1(frozen.spec as SpecVersion1);
    return ofVersion(VERSION, frozen);
  },

  plan: (spec) => buildPlan(spec),
  secrets: (spec) => secretsOfSpec(spec),
  buildServer: (spec) => spec.buildServer?.uuid ?? null,
  deadlineMs: (spec) => spec.deadlines.totalMs,

  keepFacts: keepSourceFacts,

  /**
   * Record the release, or the state of the preview: after a crash, the plan is found finished and the same release is
   * written again.
   */
  async beforeEnd(scope, operation, result, spec) {
    const { id } = operation;
    const { outcome, facts } = result;
    if (operation.pullRequestId > 0) {
      const status = outcome === 'finished' && spec ? releasedStatus(spec, facts) : null;
      return recordPreviewOutcome(scope, operation, status);
    }
    if (outcome !== 'finished' || !spec) return;
    await recordRelease(scope, await loadDeployment(scope, id), { spec, version: VERSION, facts });
    await requestFollowers(scope, operation);
  },

  async afterEnd(scope, operation, { outcome, facts }, spec) {
    const { id, pullRequestId } = operation;
    await reportEnd(scope, operation);
    if (outcome === 'finished' && spec && pullRequestId === 0) await recordRun(scope, id, spec, facts);
  },

  notice: (_scope, operation, result) => deploymentNotice(operation, result),
};

async function recordRun(scope: OrganizationScope, id: number, spec: DeploymentSpec, facts: Facts) {
  await recordOutcome(scope, await loadDeployment(scope, id), spec, facts);
}
