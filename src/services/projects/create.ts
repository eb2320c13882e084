import type { Project } from '../../db/generated/client';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';

/** The environment that every new project has (coolify-api §5.3). */
const FIRST_ENVIRONMENT = 'production';

export interface NewProject {
  name: string;
  description: string | null;
}

export async function createProject(scope: Scope, input: NewProject): Promise<Project> {
  const { organizationId } = scope;
  const project = await scope.db.project.create({
    data: {
      uuid: newUuid(),
      organizationId,
      name: input.name,
      description: input.description,
      environments: { create: { uuid: newUuid(), organizationId, name: FIRST_ENVIRONMENT } },
    },
  });
  await changed(scope, 'project', project.uuid);
  return project;
}
