import type { Role } from '../../domain/permission/role-matrix';
import { Secret } from '../../domain/secret';
import { previewTag } from '../../domain/workload/preview-name';
import type { StackSpec } from '../../domain/workload/stack-spec';
import type { Facts } from '../../engine/plan/facts';
import type { OrganizationScope } from '../context';
import type { DeploymentSubject } from '../deployments/load';
import type { StackPreview } from './as-preview';
import { draftStack, type StackDraft } from './draft';
import { findStack, type StackOnServer } from './find';
import { inWords } from './read-file';
import { type RepositoryFile, readRepository } from './read-repository';
import { buildsOf } from './repository-builds';
import { type StackOperation, stackSpec } from './specification';
import { readValues, type Values } from './variables';

/** A compose file read for a deployment, and its effects on the stack. Nothing is written. */
export interface ReadDeployment {
  row: StackOnServer;
  found: RepositoryFile;
  draft: StackDraft;
  /** The plan of what it would run; all variables that are still to be generated have one value. */
  plan: () => Promise<StackSpec>;
}

interface Reader {
  /** Role of the user who deploys; null: none does. */
  role: Role | null;
  deadlineMs: number;
  /** Called as soon as the commit is known, whatever errors its file has. */
  onCommit?: (facts: Facts) => Promise<void>;
  /** Absent: it is for the stack itself, with its own variables. */
  preview?: { preview: StackPreview; values: Values };
}

/** Replaces values that are generated only at the deployment: a plan is compared with its deployment. */
const generated = new Secret('generated');

/**
 * Read what a deployment would run, from the current repository.
 * @throws AppError worded for the user who deploys
 */
export async function readDeployment(
  scope: OrganizationScope,
  subject: DeploymentSubject,
  operation: StackOperation,
  { role, deadlineMs, onCommit, preview: given }: Reader,
): Promise<ReadDeployment> {
  const { application } = subject;
  const preview = given?.preview ?? null;
  const values = given?.values ?? (await readValues(scope, application.id));
  const { ignoreUnknownKeys } = await findStack(scope, operation.workload.uuid);
  const found = await readRepository(scope, subject, { values, deadlineMs, onCommit, ignoreUnknownKeys });
  const row = await findStack(scope, operation.workload.uuid);
  const { file, raw, commit, files } = found;
  const { uuid, server, components } = row;
  const tag = preview && { tagPrefix: previewTag(preview.pullRequestId) };
  const checkout = { commit, files, ...tag };
  const request = { file, uuid, server, values, components, urls: new Map(), checkout, role, preview };
  const draft = await inWords(application.dockerComposeLocation, () => draftStack(scope, request));
  const created = [...draft.created].map(
    ([name, value]) => [name, value.reveal() === '' ? value : generated] as const,
  );
  const planned = {
    raw,
    values: new Map([...created, ...values, ...draft.followed]),
    checkout: { ...found, buildOf: buildsOf(scope, subject) },
    components: draft.components,
    application: subject.application,
  };
  return { row, found, draft, plan: () => stackSpec(scope, operation, planned) };
}
