import type { Workload } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import type { Scope } from '../context';

/**
 * Check the container that a command is for: if the workload has components, it must be one of them, and it must be
 * named if there are several. @throws AppError 422
 */
export async function requireContainer(
  scope: Pick<Scope, 'db'>,
  { id, uuid }: Pick<Workload, 'id' | 'uuid'>,
  container: string | null,
): Promise<void> {
  const components = await scope.db.component.findMany({
    where: { workloadId: id },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  if (components.length === 0) return; // found only by its name among the containers of the workload
  const names = components.map(({ name }) => name);
  if (container === null && names.length > 1)
    throw invalidField('container', `Must be one of the components: ${names.join(', ')}.`);
  const isKnown = (name: string) => [name, `${name}-${uuid}`, `${uuid}-${name}`].includes(container ?? name);
  if (!names.some(isKnown)) throw invalidField('container', `Must be one of: ${names.join(', ')}.`);
}
