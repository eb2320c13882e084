import type { Scope } from '../context';
import { changeVariables } from './change';
import { toVariable, type Variable, type VariableInput } from './variable';

/** Updates those that exist and creates the others, all or none; answers them in the order given. */
export function bulkUpdateVariables(
  scope: Scope,
  applicationUuid: string,
  inputs: readonly VariableInput[],
): Promise<Variable[]> {
  return changeVariables(scope, applicationUuid, async (variables) => {
    const written: Variable[] = [];
    for (const input of inputs) {
      const existing = variables.find(input.key, input.isPreview);
      const row = existing ? await variables.replace(existing, input) : await variables.insert(input);
      written.push(toVariable(scope, row));
    }
    return written;
  });
}
