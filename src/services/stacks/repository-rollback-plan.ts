import { AppError } from '../../domain/error';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { describeStack } from '../../engine/plans/describe-stack';
import { stackPlan } from '../../engine/plans/stack';
import { type ComparedStack, type StackDiff, stackDiff } from '../../engine/plans/stack-diff';
import { configurationHash, configurationKey } from '../configuration-hash';
import type { Scope } from '../context';
import type { RollbackSubject } from '../deployments/rollback-subject';
import { findStack, type StackOnServer } from './find';
import { inWords } from './read-file';
import { findRepositoryRelease } from './record-release';
import { draftRelease, findRepositoryRollback, plannedFile } from './repository-rollback';
import type { AdoptedFile } from './settle-file';
import { stackSpec } from './specification';
import { storedText } from './stored-file';
import type { Values } from './variables';

/**
 * Say what a rollback to an earlier compose file would stop, and how it differs from what runs.
 * @throws AppError 409 when it is no longer kept · 400 for what the rollback would refuse
 */
export async function planRepositoryRollback(scope: Scope, subject: RollbackSubject) {
  const { application: workload, server, uuid } = subject;
  const { file, kept } = await findRepositoryRollback(scope, subject);
  const operation = { uuid, parameters: {}, workload, server };
  const row = await findStack(scope, workload.uuid);
  const { role } = scope.principal;
  const draft = await inWords('The compose file', () => draftRelease(scope, row, file, role));
  const planned = { ...plannedFile(file, draft), components: draft.components };
  const spec = await stackSpec(scope, operation, planned);
  const { downtime } = stackPlan(spec);
  const running = await runningFile(scope, subject, row);
  const compared = running && (await comparedRelease(running));
  const diff: StackDiff | null = compared && stackDiff(compared, describedWith(spec, planned.values));
  return { kept, downtime, diff };

  function describedWith(described: StackSpec, values: Values): ComparedStack {
    const key = configurationKey(scope.database.sealer);
    const variables = [...values].map(([name, value]) => [
      name,
      configurationHash(scope.database.sealer, value),
    ]);
    return { ...describeStack(described, key), variables: Object.fromEntries(variables) };
  }

  /** The running release as it would be planned now; null: what it uses is no longer allowed or there. */
  async function comparedRelease(released: AdoptedFile): Promise<ComparedStack | null> {
    try {
      const file = plannedFile(released);
      return describedWith(await stackSpec(scope, operation, file), file.values);
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}

/** The file and the values that run; null for a version that was not kept, as one that builds nothing. */
async function runningFile(
  scope: Scope,
  { application: { id, releases } }: RollbackSubject,
  row: StackOnServer,
): Promise<AdoptedFile | null> {
  const [current] = releases;
  const found = current ? await findRepositoryRelease(scope, id, current.uuid) : null;
  if (!found) return null;
  const { raw, checkout } = storedText(scope, row);
  const { file } = found;
  return file.commit === checkout?.commit && file.raw.reveal() === raw ? file : null;
}
