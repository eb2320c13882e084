import type { Environment, Project } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

export type { Environment, Project };

export type ProjectWithEnvironments = Project & { environments: Environment[] };

/** Get the project of this organization with its environments, oldest first, or 404. */
export async function findProject(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<ProjectWithEnvironments> {
  requirePublicId(uuid, 'Project');
  const project = await scope.db.project.findUnique({
    where: { uuid },
    include: { environments: { orderBy: { id: 'asc' } } },
  });
  if (!project) throw notFound('Project');
  return project;
}
