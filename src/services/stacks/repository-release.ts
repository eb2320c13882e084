import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { StackSpec } from '../../domain/workload/stack-spec';
import type { OrganizationScope } from '../context';
import { keepSourceFacts } from '../deployments/keep-source-facts';
import { loadDeployment } from '../deployments/load';
import { refreshConfiguration } from '../deployments/refresh-configuration';
import { reportEnd } from '../forge-reports/report-end';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { adoptFile } from './adopt-file';
import { openCheckout } from './checkout';
import { releaseStack } from './definitions';
import type { DraftComponent, StackDraft } from './draft';
import { findStack } from './find';
import { requireStackPlanToHold } from './plan-deployment';
import { inWords } from './read-file';
import type { RepositoryFile } from './read-repository';
import { recordRepositoryRelease } from './record-release';
import { buildsOf } from './repository-builds';
import { readDeployment } from './repository-plan';
import { roleOfActor } from './role-of-actor';
import { type AdoptedFile, settleFile } from './settle-file';
import { stackSpec } from './specification';
import { readValues, type Values } from './variables';

const VERSION = 1;
/** Time limit for reading the file, which includes fetching a large repository. */
const READ_MS = 10 * 60_000;

/** A release, and the file that becomes the stack's once it has succeeded. */
export interface RepositorySpec extends StackSpec {
  /** Absent: the previous version is released again. */
  file?: AdoptedFile;
}

/** Deploy the compose file of a repository at a commit, or release again what was deployed. */
export const releaseRepository: OperationDefinition<RepositorySpec> = {
  ...releaseStack,
  version: VERSION,
  async prepare(scope, operation) {
    const { workload, kind } = operation;
    const { checkout } = await findStack(scope, workload.uuid);
    const commit = openCheckout(scope.database.sealer, { checkout })?.commit ?? null;
    const isDeployment = (await scope.db.deployment.count({ where: { operationId: operation.id } })) > 0;
    if (isDeployment && (kind === 'deploy' || commit === null)) return deployedSpec(scope, operation);
    if (commit === null) throw neverDeployed();
    await keepSourceFacts(scope, operation, { commit });
    return stackSpec(scope, operation);
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  async keepFacts(scope, operation, facts) {
    await keepSourceFacts(scope, operation, facts);
  },
  /** Store the file and the release: after a crash, the plan is found finished and both are written again. */
  async beforeEnd(scope, operation, result, spec) {
    await releaseStack.beforeEnd?.(scope, operation, result, spec);
    const { outcome, facts } = result;
    if (outcome !== 'finished' || !spec?.file) return;
    await settleFile(scope, operation.workload.uuid, spec.file);
    await recordRepositoryRelease(scope, operation, { spec, file: spec.file, facts });
  },
  async afterEnd(scope, operation, result, spec) {
    await releaseStack.afterEnd?.(scope, operation, result, spec);
    await reportEnd(scope, operation);
  },
};

function neverDeployed(): AppError {
  return new AppError('bad_request', 'The application has never been deployed. Deploy it first.');
}

async function deployedSpec(scope: OrganizationScope, operation: LoadedOperation): Promise<RepositorySpec> {
  const deployment = await loadDeployment(scope, operation.id);
  await refreshConfiguration(scope, deployment);
  const { application } = deployment;
  const { row, found, draft, plan } = await readDeployment(scope, deployment, operation, {
    role: await roleOfActor(scope, operation.actorUserId),
    deadlineMs: READ_MS,
    onCommit: (facts) => keepSourceFacts(scope, operation, facts),
  });
  // First: then users can set what the file requires, even if that is the reason for a refusal.
  await inWords(application.dockerComposeLocation, () => adoptFile(scope, row, draft));
  await requireStackPlanToHold(scope, operation, await plan());
  const values = await readValues(scope, application.id);
  const checkout = { ...found, buildOf: buildsOf(scope, deployment) };
  // Load again: builds get the variables that the file has requested.
  const { application: now } = await loadDeployment(scope, operation.id);
  const spec = await stackSpec(scope, operation, { raw: found.raw, values, checkout, application: now });
  return { ...spec, file: adopted(found, draft, values) };
}

function adopted(
  { raw, commit, files }: RepositoryFile,
  { text, components }: StackDraft,
  values: Values,
): AdoptedFile {
  return {
    raw: new Secret(raw),
    resolved: new Secret(text),
    commit,
    files: [...files],
    values: [...values],
    components: components.map(({ name, kind, image }: DraftComponent) => ({ name, kind, image })),
  };
}
