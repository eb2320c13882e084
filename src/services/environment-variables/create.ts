import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { changeVariables } from './change';
import { toVariable, type Variable, type VariableInput } from './variable';

/** @throws AppError 409 when the key exists in this set (production or preview) */
export function createVariable(
  scope: Scope,
  applicationUuid: string,
  input: VariableInput,
): Promise<Variable> {
  return changeVariables(scope, applicationUuid, async (variables) => {
    if (variables.find(input.key, input.isPreview))
      throw new AppError('conflict', 'Environment variable already exists. Use PATCH request to update it.');
    return toVariable(scope, await variables.insert(input));
  });
}
