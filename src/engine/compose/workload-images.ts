import type { ComposeProblem } from '../../domain/compose/problem';
import { IMAGE_OF_WORKLOAD, workloadOfImage } from '../../domain/input/docker/image-reference';
import type { ResolvedCompose } from './types';

/**
 * Images of other workloads, which lie on the servers that they were built on: their names are no secret.
 * @param uuid of the stack whose file it is; null: it has none yet
 */
export function foreignImages({ project, placeOf }: ResolvedCompose, uuid: string | null): ComposeProblem[] {
  return project.services.flatMap(({ name: service, image }): ComposeProblem[] => {
    const of = image === null ? null : workloadOfImage(image);
    if (of === null || of === uuid) return [];
    return [{ ...placeOf(service, 'image'), service, key: 'image', message: IMAGE_OF_WORKLOAD }];
  });
}
