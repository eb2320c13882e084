import type { EnvironmentVariable } from '../../db/generated/client';
import type { Scope } from '../context';
import type { NamedWorkload } from '../workloads/find';
import { changeVariables } from './change';
import { toVariable, type Variable, type VariableInput, type VariablePatch } from './variable';
import type { VariableSet } from './variable-set';

/**
 * Update the variables that exist and create the others, all or none; return them in the order given. One named by uuid
 * must exist.
 */
export function bulkUpdateVariables(
  scope: Scope,
  workload: NamedWorkload,
  inputs: readonly (VariableInput | VariablePatch)[],
): Promise<Variable[]> {
  return changeVariables(scope, workload, async (variables) => {
    const written: Variable[] = [];
    for (const input of inputs) {
      written.push(toVariable(scope, await write(variables, input)));
    }
    return written;
  });
}

function write(variables: VariableSet, input: VariableInput | VariablePatch): Promise<EnvironmentVariable> {
  if ('uuid' in input) return variables.patch(input);
  const existing = variables.find(input.key, input.isPreview);
  return existing ? variables.replace(existing, input) : variables.insert(input);
}
