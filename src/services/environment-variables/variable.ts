import type { EnvironmentVariable } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { noSharedVariables, type SharedLookup, sharedLookup } from '../shared-variables/lookup';
import { hasReferences, resolveReferences } from './references';
import { openValue } from './sealed';

/**
 * The fields that a caller may set. Absent ones stay unchanged; a new variable is available at runtime and in builds,
 * and withheld from forks.
 */
export interface VariableInput {
  key: string;
  value: string;
  isPreview: boolean;
  isLiteral: boolean;
  isMultiline: boolean;
  isShownOnce: boolean;
  isRuntime?: boolean;
  isBuildtime?: boolean;
  /** For a preview variable: previews of forks get it as well. */
  isShareable?: boolean;
  comment?: string | null;
}

/** A change of the variable that `uuid` names; absent fields stay unchanged. */
export type VariablePatch = { uuid: string } & Partial<VariableInput>;

/** A variable as it is shown; both values are null when it is write-only (D5.4 is_shown_once). */
export interface Variable extends Omit<EnvironmentVariable, 'valueSealed'> {
  value: Secret | null;
  /** Value with its references replaced; the stored text if one is unknown, which a deployment would refuse. */
  realValue: Secret | null;
}

/**
 * @param lookup of the workload. A value that is shown once is not shown inside another one: then, as for an
 *   unresolvable reference, the stored text is shown
 */
function toVariable(
  scope: Pick<Scope, 'database'>,
  row: EnvironmentVariable,
  lookup: SharedLookup,
): Variable {
  const { valueSealed, ...rest } = row;
  if (row.isShownOnce) return { ...rest, value: null, realValue: null };
  const value = openValue(scope.database.sealer, { valueSealed });
  return { ...rest, value, realValue: row.isLiteral ? value : shownValue(row.key, value, lookup) };
}

function shownValue(key: string, value: Secret, lookup: SharedLookup): Secret {
  const shown: SharedLookup = (scope, name) => {
    const found = lookup(scope, name);
    return found?.isShownOnce ? null : found;
  };
  try {
    return resolveReferences(key, value, shown);
  } catch (error) {
    if (error instanceof AppError) return value;
    throw error;
  }
}

/** Get the lookup for some variables; shared variables are read only if a reference needs them. */
function lookupFor(
  scope: Pick<Scope, 'db' | 'database'>,
  workloadId: number,
  rows: readonly EnvironmentVariable[],
): Promise<SharedLookup> {
  const { sealer } = scope.database;
  const isNeeded = rows.some((row) => !row.isLiteral && hasReferences(openValue(sealer, row)));
  return isNeeded ? sharedLookup(scope, workloadId) : Promise.resolve(noSharedVariables);
}

/** The variables of one workload as they are shown. */
export async function shownVariables(
  scope: Pick<Scope, 'db' | 'database'>,
  rows: readonly EnvironmentVariable[],
): Promise<Variable[]> {
  const workloadId = rows[0]?.workloadId ?? 0; // without rows, nothing is looked up
  const lookup = await lookupFor(scope, workloadId, rows);
  return rows.map((row) => toVariable(scope, row, lookup));
}

export async function shownVariable(
  scope: Pick<Scope, 'db' | 'database'>,
  row: EnvironmentVariable,
): Promise<Variable> {
  const lookup = await lookupFor(scope, row.workloadId ?? 0, [row]);
  return toVariable(scope, row, lookup);
}
