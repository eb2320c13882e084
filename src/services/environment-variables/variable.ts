import type { EnvironmentVariable } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { noSharedVariables, resolveReferences, unknownReferences } from './references';
import { openValue } from './sealed';

/**
 * The fields that a caller may set. Absent ones stay as they are; a new variable is in the container and in the build.
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
  comment?: string | null;
}

/** A change of the variable that `uuid` names: what is absent stays as it is. */
export type VariablePatch = { uuid: string } & Partial<VariableInput>;

/** A variable as it is shown; both values are null when it is write-only (D5.4 is_shown_once). */
export interface Variable extends Omit<EnvironmentVariable, 'valueSealed'> {
  value: Secret | null;
  /** Value with its references replaced; the stored text where one is unknown, which a deployment would refuse. */
  realValue: Secret | null;
}

export function toVariable(scope: Pick<Scope, 'database'>, row: EnvironmentVariable): Variable {
  const { valueSealed, ...rest } = row;
  if (row.isShownOnce) return { ...rest, value: null, realValue: null };
  const value = openValue(scope.database.sealer, { valueSealed });
  const isPlain = row.isLiteral || unknownReferences(value, noSharedVariables).length > 0;
  return {
    ...rest,
    value,
    realValue: isPlain ? value : resolveReferences(row.key, value, noSharedVariables),
  };
}
