import type { EnvironmentVariable } from '../../db/generated/client';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { changeVariables } from './change';
import { shownVariables, type Variable, type VariableInput, type VariablePatch } from './variable';
import type { VariableSet } from './variable-set';

/**
 * Update the existing variables and create the others, all or none; return them in the given order. One named by uuid
 * must exist.
 */
export async function bulkUpdateVariables(
  scope: Scope,
  workload: NamedWorkload,
  inputs: readonly (VariableInput | VariablePatch)[],
): Promise<Variable[]> {
  const rows = await changeVariables(scope, workload, async (variables) => {
    const written: EnvironmentVariable[] = [];
    for (const input of inputs) written.push(await write(variables, input));
    return written;
  });
  return shownVariables(scope, rows);
}

function write(variables: VariableSet, input: VariableInput | VariablePatch): Promise<EnvironmentVariable> {
  if ('uuid' in input) return variables.patch(input);
  const existing = variables.find(input.key, input.isPreview);
  return existing ? variables.replace(existing, input) : variables.insert(input);
}
