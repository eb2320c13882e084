import type { Principal } from '../../auth/context';
import { reach, reaches } from '../../auth/decision';
import type { ScopedModels } from '../../db/scope';
import { AppError, invalidField } from '../../domain/error';
import { type Ability, abilityPermits } from '../../domain/permission/ability';
import { matrixRow } from '../../domain/permission/role-matrix';
import { everyPermission } from '../../domain/permission/vocabulary';

/** What a member may do in one project beyond reading it. */
export interface ProjectGrant {
  projectUuid: string;
  abilities: readonly Ability[];
}

/** Permissions that a grant can give; the other permissions of an ability have no effect in a project. */
const grantable = everyPermission.filter((permission) => matrixRow(permission).member === 'grant');

/** Require that the caller has everything that they grant in the project. @throws AppError forbidden */
export function requireGrantable(caller: Principal, { projectUuid, abilities }: ProjectGrant): void {
  const beyond = abilities.filter((ability) =>
    grantable.some(
      (permission) => abilityPermits(ability, permission) && !reaches(reach(caller, permission), projectUuid),
    ),
  );
  if (beyond.length > 0)
    throw new AppError('forbidden', `You cannot grant permissions you do not have: ${beyond.join(', ')}.`, {
      check: 'action',
    });
}

/** Replace the member's grants. @throws AppError validation_failed (unknown or repeated project) */
export async function replaceGrants(
  tx: ScopedModels,
  organizationId: string,
  userId: string,
  grants: readonly ProjectGrant[],
): Promise<void> {
  const abilitiesOf = new Map(grants.map(({ projectUuid, abilities }) => [projectUuid, abilities]));
  if (abilitiesOf.size < grants.length) throw invalidField('grants', 'List each project only once.');
  const projects = await tx.project.findMany({ where: { uuid: { in: [...abilitiesOf.keys()] } } });
  if (projects.length < grants.length) throw invalidField('grants', 'Project not found.');
  await tx.projectGrant.deleteMany({ where: { userId } });
  await tx.projectGrant.createMany({
    data: projects.map(({ id, uuid }) => ({
      userId,
      organizationId,
      projectId: id,
      abilities: [...(abilitiesOf.get(uuid) ?? [])],
    })),
  });
}
