import { notFound } from '../../domain/error';
import type { Scope } from '../context';
import { changeVariables } from './change';

/** Removes one row; its twin stays. */
export async function deleteVariable(
  scope: Scope,
  applicationUuid: string,
  variableUuid: string,
): Promise<void> {
  await changeVariables(scope, applicationUuid, async (variables) => {
    if (!(await variables.remove(variableUuid))) throw notFound('Environment variable');
  });
}
