import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { deployEach, type StartedResource } from './deploy-resources';

/** Deploy every application that has one of the tags. @throws AppError 404 when none has */
export async function deployTagged(
  scope: Scope,
  tags: readonly string[],
  force: boolean,
): Promise<StartedResource[]> {
  const names = tags.filter((tag) => !tag.includes('\0')).map((tag) => tag.toLowerCase());
  const applications = await scope.db.workload.findMany({
    where: { tags: { some: { tag: { name: { in: names } } } }, kind: 'application', deletingAt: null },
    select: { uuid: true, name: true },
    orderBy: { id: 'asc' },
  });
  if (applications.length === 0) throw new AppError('not_found', 'No resources found with this tag.');
  return deployEach(scope, applications, force);
}
