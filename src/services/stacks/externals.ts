import type { ComposeProblem } from '../../domain/compose/problem';
import type { ResolvedCompose } from '../../engine/compose/types';
import type { OrganizationScope } from '../context';

const publicId = /[a-z0-9]{24}/g;

/** External networks and volumes of a file that do not belong to the organization (`templates.md` T1.5). */
export async function foreignExternals(
  scope: Pick<OrganizationScope, 'db'>,
  { project, placeOf }: ResolvedCompose,
): Promise<ComposeProblem[]> {
  const problems: ComposeProblem[] = [];
  const refuse = (key: string, message: string) => problems.push({ ...placeOf(null, key), key, message });
  for (const { key, name } of project.networks.filter(({ external }) => external)) {
    if ((await scope.db.destination.count({ where: { network: name ?? key } })) === 0)
      refuse(`networks.${key}`, `The network ${name ?? key} is not a destination of your organization.`);
  }
  for (const { key, name } of project.volumes.filter(({ external }) => external)) {
    const uuids = (name ?? key).match(publicId) ?? [];
    const known = await scope.db.workload.count({ where: { uuid: { in: uuids } } });
    if (known === 0)
      refuse(
        `volumes.${key}`,
        `The volume ${name ?? key} does not belong to a resource of your organization.`,
      );
  }
  return problems;
}
