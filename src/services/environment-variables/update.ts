import { notFound } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { changeVariables } from './change';
import { shownVariable, type Variable, type VariableInput, type VariablePatch } from './variable';

/**
 * Update a variable, found by uuid, or by key with `isPreview` picking the twin.
 * @throws AppError 404 for an unknown one
 */
export async function updateVariable(
  scope: Scope,
  workload: NamedWorkload,
  input: VariableInput | VariablePatch,
): Promise<Variable> {
  const row = await changeVariables(scope, workload, async (variables) => {
    if ('uuid' in input) return variables.patch(input);
    const existing = variables.find(input.key, input.isPreview);
    if (!existing) throw notFound('Environment variable');
    return variables.replace(existing, input);
  });
  return shownVariable(scope, row);
}
