import { notFound } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { changeVariables } from './change';

/** Delete a variable; its preview twin stays. */
export async function deleteVariable(
  scope: Scope,
  workload: NamedWorkload,
  variableUuid: string,
): Promise<void> {
  await changeVariables(scope, workload, async (variables) => {
    if (!(await variables.remove(variableUuid))) throw notFound('Environment variable');
  });
}
