import { AppError } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { changeVariables } from './change';
import { shownVariable, type Variable, type VariableInput } from './variable';

/** Create a variable. @throws AppError 409 when the key exists in this set (production or preview) */
export async function createVariable(
  scope: Scope,
  workload: NamedWorkload,
  input: VariableInput,
): Promise<Variable> {
  const row = await changeVariables(scope, workload, async (variables) => {
    if (variables.find(input.key, input.isPreview))
      throw new AppError('conflict', 'Environment variable already exists. Use PATCH request to update it.');
    return variables.insert(input);
  });
  return shownVariable(scope, row);
}
