import type { Environment } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { displayName } from '../../domain/input/display-name';
import type { OrganizationScope } from '../context';
import { findProject } from '../projects/find';

/** Get an environment of a project by its name or, if none has that name, by its uuid; or 404. */
export async function findEnvironment(
  scope: Pick<OrganizationScope, 'db'>,
  projectUuid: string,
  nameOrUuid: string,
): Promise<Environment> {
  requirePublicId(projectUuid, 'Project');
  const name = displayName.safeParse(nameOrUuid); // uuids pass too; what does not pass is in no row
  const found = name.success ? await findByEither(scope, projectUuid, name.data) : [];
  const environment = found.find((each) => each.name === name.data) ?? found[0];
  if (environment) return environment;
  await findProject(scope, projectUuid); // refuses if the project is missing
  throw notFound('Environment');
}

function findByEither({ db }: Pick<OrganizationScope, 'db'>, projectUuid: string, nameOrUuid: string) {
  return db.environment.findMany({
    where: { project: { uuid: projectUuid }, OR: [{ name: nameOrUuid }, { uuid: nameOrUuid }] },
  });
}
