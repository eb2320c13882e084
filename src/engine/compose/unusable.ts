import type { ComposeProblem } from '../../domain/compose/problem';
import { missingFiles } from './files';
import { reservedNames } from './reserved-names';
import type { ResolvedCompose } from './types';

/** Find what resolves and cannot be run all the same, whatever a policy allows. Empty: nothing. */
export function unusableParts(resolved: ResolvedCompose): ComposeProblem[] {
  return [...reservedNames(resolved), ...missingFiles(resolved)];
}
