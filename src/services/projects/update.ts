import type { Project } from '../../db/generated/client';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findProject } from './find';

export interface ProjectChanges {
  name?: string;
  description?: string | null;
}

export async function updateProject(scope: Scope, uuid: string, changes: ProjectChanges): Promise<Project> {
  const { id } = await findProject(scope, uuid);
  const project = await scope.db.project.update({ where: { id }, data: changes });
  await changed(scope, 'project', uuid);
  return project;
}
