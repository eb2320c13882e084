import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeService } from '../../domain/compose/service';
import { AppError } from '../../domain/error';
import type { GitSource } from '../../domain/workload/source';
import type { ComponentBuild } from '../../domain/workload/stack-spec';
import { resolveCompose } from '../../engine/compose/resolve';
import type { ParseOptions } from '../../engine/compose/types';
import type { OrganizationScope } from '../context';
import type { ComposedApplication } from './application-part';
import { type ProjectOfPreview, projectAsPreview, type StackPreview } from './as-preview';
import { optionsOf, type StackCheckout } from './checkout';
import type { DraftComponent } from './draft';
import type { StackOnServer } from './find';
import { problemText } from './read-file';
import { releaseRefusals } from './refusals';
import { fileOf, storedFile } from './stored-file';
import { readValues, type Values } from './variables';

/** A file and values that replace those of a stack. */
export interface PlannedFile {
  raw: string;
  values: Values;
  checkout?: StackCheckout | RepositoryCheckout | null;
  /** Components of that file that have no row yet. */
  components?: readonly DraftComponent[];
  /** The preview it is for, with its components; absent: the stack itself. */
  preview?: StackPreview;
  /** Replaces the stored application. */
  application?: ComposedApplication;
}

/** A checkout that images can be built from. */
export interface RepositoryCheckout extends StackCheckout {
  source: GitSource;
  buildOf: (service: ComposeService) => ComponentBuild | undefined;
}

/**
 * Read the file of a stack, or of a preview of it, with its current values. @throws AppError bad_request for what a
 * release may not use
 */
export async function readProject(
  scope: OrganizationScope,
  row: Pick<
    StackOnServer,
    'id' | 'uuid' | 'dockerCompose' | 'dockerComposeRaw' | 'checkout' | 'ignoreUnknownKeys'
  >,
  planned?: PlannedFile,
): Promise<ProjectOfPreview & { checkout: StackCheckout | null }> {
  const { file, checkout } = planned ? plannedFile(planned, row) : storedFile(scope, row);
  const variables = planned?.values ?? (await readValues(scope, row.id));
  const outcome = resolveCompose(file, { variables, ...optionsOf(checkout) });
  if (!outcome.ok) throw refusedRelease(outcome.problems);
  const { project, ignored } = outcome.value;
  const preview = planned?.preview ?? null;
  const taken = preview ? projectAsPreview(project, preview) : { project, notes: [] };
  const resolved = { ...outcome.value, project: taken.project };
  const problems = await releaseRefusals(scope, resolved, {
    uuid: row.uuid,
    isFork: preview?.isFork ?? false,
  });
  const notes = [...ignored.map(problemText), ...taken.notes];
  if (problems.length === 0) return { ...taken, notes, checkout };
  throw refusedRelease(problems);
}

function refusedRelease(problems: readonly ComposeProblem[]): AppError {
  return new AppError('bad_request', problems.map(problemText).join(' '));
}

function plannedFile({ raw, checkout = null }: PlannedFile, row: ParseOptions) {
  return { file: fileOf(raw, checkout, row), checkout };
}
