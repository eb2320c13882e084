import type { ComposeProblem } from '../../domain/compose/problem';
import { missingFiles } from './files';
import { reservedNames } from './reserved-names';
import type { ResolvedCompose } from './types';
import { foreignImages } from './workload-images';

/**
 * List what resolves but cannot run, whatever a policy allows; empty for nothing.
 * @param uuid of the stack that has the file; null: not created yet
 */
export function unusableParts(resolved: ResolvedCompose, uuid: string | null): ComposeProblem[] {
  return [...reservedNames(resolved), ...foreignImages(resolved, uuid), ...missingFiles(resolved)];
}
