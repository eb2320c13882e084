import type { Project } from '../../db/generated/client';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findProject } from './find';

export interface ProjectChanges {
  name?: string;
  description?: string | null;
}

export async function updateProject(scope: Scope, uuid: string, changes: ProjectChanges): Promise<Project> {
  const before = await findProject(scope, uuid);
  const project = await scope.db.project.update({ where: { id: before.id }, data: changes });
  scope.notes.changed(before, project);
  await changed(scope, 'project', uuid);
  return project;
}
