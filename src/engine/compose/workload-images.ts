import type { ComposeProblem } from '../../domain/compose/problem';
import { IMAGE_OF_WORKLOAD, workloadOfImage } from '../../domain/input/docker/image-reference';
import type { ResolvedCompose } from './types';

/**
 * Find images of other workloads. They are on the servers that built them, and their names are no secret.
 * @param uuid of the stack that has the file; null: not created yet
 */
export function foreignImages({ project, placeOf }: ResolvedCompose, uuid: string | null): ComposeProblem[] {
  return project.services.flatMap(({ name: service, image }): ComposeProblem[] => {
    const of = image === null ? null : workloadOfImage(image);
    if (of === null || of === uuid) return [];
    return [{ ...placeOf(service, 'image'), service, key: 'image', message: IMAGE_OF_WORKLOAD }];
  });
}
