import { conditionOf } from '../../domain/container-condition';
import type { CredentialsSpec, DatabaseSpec } from '../../domain/database/database-spec';
import type { DatabaseValues, FieldRole } from '../../domain/database/field';
import { AppError } from '../../domain/error';
import { changeCredentialsPlan, startDatabasePlan } from '../../engine/plans/database';
import { secretsOfComponent } from '../../engine/plans/secrets';
import { keepExpiry } from '../certificates/keep-expiry';
import { workloadChanged } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { awaitOperations } from '../operations/await-end';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { requestOperation } from '../operations/request';
import { type DatabaseOnServer, findDatabase } from './find';
import { kindOf, settingsOf } from './settings';
import { databaseSpec, mainComponentOf } from './specification';
import { engineOf, openValues, sealValues, toColumns, unsealValues } from './values';

const VERSION = 1;
/** How long a caller waits for the change, so that the answer reports the outcome. */
const WAIT_MS = 45_000;

/** Roles of the fields that an engine stores itself once it has been started. */
const credentialRoles: readonly FieldRole[] = ['user', 'password', 'rootPassword', 'database'];

/** The part of a change that the row may take at once; the rest must first be changed in the engine. */
export function withoutCredentials(before: DatabaseValues, after: DatabaseValues): DatabaseValues {
  const kept = credentialRoles.filter((role) => role in before).map((role) => [role, before[role]]);
  return { ...after, ...Object.fromEntries(kept) };
}

export function changesCredentials(before: DatabaseValues, after: DatabaseValues): boolean {
  return credentialRoles.some((role) => (before[role] ?? null) !== (after[role] ?? null));
}

/**
 * Change credentials in the engine, then in the row once the engine has accepted them (`deployment.md` D15.5). Returns
 * when that is done, or after a while when it is still under way.
 * @throws AppError 409 when the database is not running, or refused them; then nothing has changed
 */
export async function changeCredentials(
  scope: Scope,
  row: DatabaseOnServer,
  values: DatabaseValues,
): Promise<void> {
  if (conditionOf(row.status) === 'exited')
    throw new AppError(
      'conflict',
      'Credentials can only be changed in a running database. Start the database first.',
    );
  const started = await requestOperation(scope, {
    kind: 'credentials',
    workload: row,
    sealedParameters: sealValues(scope.database.sealer, values),
    supersedes: [],
  });
  const uuid = started?.uuid ?? '';
  const { signal } = new AbortController();
  const ended = await awaitOperations(scope, [uuid], { timeoutMs: WAIT_MS, signal });
  if (ended === null || ended.get(uuid) === 'finished') return;
  const operation = await scope.db.operation.findUnique({ where: { uuid }, select: { reason: true } });
  throw new AppError(
    'conflict',
    `The credentials were not changed. ${operation?.reason ?? 'The database no longer exists.'}`,
  );
}

type CredentialsOperation =
  | { kind: 'statements'; change: CredentialsSpec }
  | { kind: 'restart'; start: DatabaseSpec };

export const changeDatabaseCredentials: OperationDefinition<CredentialsOperation> = {
  version: VERSION,
  async prepare(scope, operation) {
    const row = await findDatabase(scope, operation.workload.uuid);
    const values = valuesOf(scope, operation);
    const kind = kindOf(row.engine);
    const before = settingsOf(row, openValues(scope.database.sealer, row));
    const after = settingsOf(row, values);
    const there = kind.changeCredentials(before, after);
    const back = kind.changeCredentials(after, before);
    if (there.kind === 'restart' || back.kind === 'restart')
      return { kind: 'restart', start: await databaseSpec(scope, operation, { values }) };
    return {
      kind: 'statements',
      change: {
        ...operationRef(scope, operation),
        component: mainComponentOf(operation),
        before: { signIn: kind.signIn(before), change: back.change, settle: back.settle },
        after: { signIn: kind.signIn(after), change: there.change, settle: there.settle },
        deadlines: { totalMs: operation.server.dynamicTimeout * 1000 },
      },
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) =>
    spec.kind === 'restart' ? startDatabasePlan(spec.start) : changeCredentialsPlan(spec.change),
  secrets(spec) {
    if (spec.kind === 'restart') return secretsOfComponent(spec.start.component);
    const { before, after } = spec.change;
    return [before, after].flatMap(({ signIn, change }) => [
      ...Object.values(signIn.env),
      ...Object.values(change.env),
      ...(change.stdin ? [change.stdin] : []),
    ]);
  },
  deadlineMs: (spec) => (spec.kind === 'restart' ? spec.start : spec.change).deadlines.totalMs,
  /** The row follows the engine: after a crash the plan is found finished, and the row is written again. */
  async beforeEnd(scope, operation, { outcome }, spec) {
    if (outcome !== 'finished') return;
    if (spec?.kind === 'restart') await keepExpiry(scope, operation.workloadId, spec.start);
    const row = await findDatabase(scope, operation.workload.uuid);
    const columns = toColumns(scope.database.sealer, engineOf(row.engine), valuesOf(scope, operation));
    await scope.db.database.updateMany({ where: { id: row.id }, data: columns });
    await workloadChanged(scope, operation.workload);
  },
};

function valuesOf(scope: OrganizationScope, { sealedParameters }: LoadedOperation): DatabaseValues {
  if (sealedParameters === null) throw new AppError('internal', 'The new credentials no longer exist.');
  return unsealValues(scope.database.sealer, sealedParameters);
}
