import { previewTag } from '../../domain/workload/preview-name';
import type { StackSpec } from '../../domain/workload/stack-spec';
import type { OrganizationScope } from '../context';
import { keepSourceFacts } from '../deployments/keep-source-facts';
import { loadDeployment } from '../deployments/load';
import { recordPreviewOutcome } from '../deployments/record-preview-outcome';
import { refreshConfiguration } from '../deployments/refresh-configuration';
import { reportEnd } from '../forge-reports/report-end';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { getPreview } from '../previews/find';
import { refreshPreview } from '../previews/refresh-statuses';
import { adoptPreview, settlePreview } from './adopt-preview';
import { stackPreview } from './as-preview';
import { releaseStack } from './definitions';
import { openGenerated } from './generated-values';
import { inWords } from './read-file';
import { buildsOf } from './repository-builds';
import { readDeployment } from './repository-plan';
import { roleOfActor } from './role-of-actor';
import { stackSpec } from './specification';
import { valuesOf } from './variables';

const VERSION = 1;
/** Time limit for reading the file, which includes fetching a large repository. */
const READ_MS = 10 * 60_000;
/** Until the containers were checked. */
const RELEASED = 'running:unknown';

/** Deploy the compose file of a pull request, beside its application. */
export const releasePreview: OperationDefinition<StackSpec> = {
  ...releaseStack,
  version: VERSION,
  prepare: previewSpec,
  thaw: (frozen) => ofVersion(VERSION, frozen),
  keepFacts: keepSourceFacts,
  /** Store the parts and state of the preview: after a crash, the plan is found finished and both are written again. */
  async beforeEnd(scope, operation, { outcome }, spec) {
    const isReleased = outcome === 'finished' && spec !== null;
    if (isReleased)
      await settlePreview(
        scope,
        operation,
        spec.components.map(({ spec: { name } }) => name),
      );
    await recordPreviewOutcome(scope, operation, isReleased ? RELEASED : null);
  },
  async afterEnd(scope, operation) {
    await refreshPreview(scope, operation);
    await reportEnd(scope, operation);
  },
};

async function previewSpec(scope: OrganizationScope, operation: LoadedOperation): Promise<StackSpec> {
  const { workload, pullRequestId, actorUserId } = operation;
  const deployment = await loadDeployment(scope, operation.id);
  await refreshConfiguration(scope, deployment);
  const { application } = deployment;
  const row = await getPreview(scope, workload.id, pullRequestId);
  const preview = stackPreview(application, row, workload.uuid);
  const kept = openGenerated(scope.database.sealer, row);
  const values = new Map([...kept, ...(await valuesOf(scope, workload.id, application.variables))]);
  const { found, draft } = await readDeployment(scope, deployment, operation, {
    // Code from a fork gets none of the rights of the member who approves it.
    role: preview.isFork ? null : await roleOfActor(scope, actorUserId),
    deadlineMs: READ_MS,
    onCommit: (facts) => keepSourceFacts(scope, operation, facts),
    preview: { preview, values },
  });
  const location = application.dockerComposeLocation;
  await inWords(location, () => adoptPreview(scope, { preview: row, draft, kept }));
  return stackSpec(scope, operation, {
    raw: found.raw,
    values: new Map([...draft.created, ...values, ...draft.followed]),
    checkout: { ...found, tagPrefix: previewTag(pullRequestId), buildOf: buildsOf(scope, deployment) },
    components: draft.components,
    application,
    preview,
  });
}
