import { notFound } from '../../domain/error';
import type { Scope } from '../context';
import { changeVariables } from './change';
import { toVariable, type Variable, type VariableInput } from './variable';

/** Finds by key; `isPreview` picks the twin. @throws AppError 404 for an unknown key */
export function updateVariable(
  scope: Scope,
  applicationUuid: string,
  input: VariableInput,
): Promise<Variable> {
  return changeVariables(scope, applicationUuid, async (variables) => {
    const existing = variables.find(input.key, input.isPreview);
    if (!existing) throw notFound('Environment variable');
    return toVariable(scope, await variables.replace(existing, input));
  });
}
