import type { ComposeProblem } from '../../domain/compose/problem';
import { managesOrganization, type Role } from '../../domain/permission/role-matrix';
import { isPreviewForm } from '../../domain/workload/preview-name';
import { checkPolicy } from '../../engine/compose/policy';
import type { ResolvedCompose } from '../../engine/compose/types';
import { unusableParts } from '../../engine/compose/unusable';
import type { OrganizationScope } from '../context';
import { foreignExternals } from './externals';

/**
 * What a file requests of the host without permission, and what belongs to another organization. Empty: nothing.
 * @param role of the user who submits it; null: not a user of the organization
 */
export async function refusalsOf(
  scope: Pick<OrganizationScope, 'db' | 'organizationId'>,
  resolved: ResolvedCompose,
  role: Role | null,
): Promise<ComposeProblem[]> {
  const mayUseHost = role !== null && managesOrganization(role) && (await isHostAccessAllowed(scope));
  const problems = checkPolicy(resolved, { hostAccess: mayUseHost ? 'allow' : 'deny' });
  return [...problems, ...(await foreignExternals(scope, resolved))];
}

/**
 * Find what a release may not use, for every caller: a policy may have changed since the file was saved.
 * @param of the stack; `isFork`: third-party code, which never uses the host, not even when an owner deploys it
 */
export async function releaseRefusals(
  scope: Pick<OrganizationScope, 'db' | 'organizationId'>,
  resolved: ResolvedCompose,
  { uuid, isFork }: { uuid: string; isFork: boolean },
): Promise<ComposeProblem[]> {
  const hostAccess = !isFork && (await isHostAccessAllowed(scope)) ? 'allow' : 'deny';
  return [...unusableParts(resolved, uuid), ...checkPolicy(resolved, { hostAccess })];
}

/** Each service has its own limits, so their number limits third-party code too. */
const MOST_SERVICES_OF_FORK = 10;

/** Services beyond the number that the file of a fork may have. */
export function servicesBeyondFork({ project, placeOf }: ResolvedCompose): ComposeProblem[] {
  const [service] = project.services.slice(MOST_SERVICES_OF_FORK);
  if (!service) return [];
  const message = `A preview of a fork can have at most ${MOST_SERVICES_OF_FORK} services.`;
  return [{ ...placeOf(service.name), service: service.name, message }];
}

/** Names of services and volumes that collide with those of previews on the server (`<uuid>-pr-7-web`). */
export function namesOfPreviews({ project, placeOf }: ResolvedCompose): ComposeProblem[] {
  const message = 'Names that start with pr- and a number are reserved for previews. Choose another name.';
  const { services, volumes } = project;
  return [
    ...services
      .filter(({ name }) => isPreviewForm(name))
      .map(({ name }): ComposeProblem => ({ ...placeOf(name), service: name, message })),
    ...volumes
      .filter(({ key, external }) => !external && isPreviewForm(key))
      .map(({ key: name }): ComposeProblem => {
        const key = `volumes.${name}`;
        return { ...placeOf(null, key), key, message };
      }),
  ];
}

async function isHostAccessAllowed({
  db,
  organizationId: id,
}: Pick<OrganizationScope, 'db' | 'organizationId'>): Promise<boolean> {
  const organization = await db.organization.findUniqueOrThrow({
    where: { id },
    select: { isHostAccessAllowed: true },
  });
  return organization.isHostAccessAllowed;
}
