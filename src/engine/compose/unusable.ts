import type { ComposeProblem } from '../../domain/compose/problem';
import { missingFiles } from './files';
import { reservedNames } from './reserved-names';
import type { ResolvedCompose } from './types';
import { foreignImages } from './workload-images';

/**
 * Find what resolves and cannot be run all the same, whatever a policy allows. Empty: nothing.
 * @param uuid of the stack whose file it is; null: it has none yet
 */
export function unusableParts(resolved: ResolvedCompose, uuid: string | null): ComposeProblem[] {
  return [...reservedNames(resolved), ...foreignImages(resolved, uuid), ...missingFiles(resolved)];
}
