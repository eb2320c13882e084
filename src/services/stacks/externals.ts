import type { ComposeProblem } from '../../domain/compose/problem';
import type { ResolvedCompose } from '../../engine/compose/types';
import type { OrganizationScope } from '../context';

const publicId = /[a-z0-9]{24}/g;

/** External networks and volumes of a file that are not the organization's (`templates.md` T1.5). */
export async function foreignExternals(
  scope: Pick<OrganizationScope, 'db'>,
  { project, placeOf }: ResolvedCompose,
): Promise<ComposeProblem[]> {
  const problems: ComposeProblem[] = [];
  const refuse = (key: string, message: string) => problems.push({ ...placeOf(null, key), key, message });
  for (const { key, name } of project.networks.filter(({ external }) => external)) {
    const destinations = await scope.db.destination.findMany({ where: { network: name ?? key } });
    if (destinations.length === 0)
      refuse(`networks.${key}`, `The network ${name ?? key} is no destination of your organization.`);
    problems.push(...(await takenAliases(scope, { project, placeOf }, key, destinations)));
  }
  for (const { key, name } of project.volumes.filter(({ external }) => external)) {
    const uuids = (name ?? key).match(publicId) ?? [];
    const known = await scope.db.workload.count({ where: { uuid: { in: uuids } } });
    if (known === 0)
      refuse(`volumes.${key}`, `The volume ${name ?? key} is of no resource of your organization.`);
  }
  return problems;
}

/** Names of services in a network of a destination that applications there have claimed (`deployment.md` D18.3). */
async function takenAliases(
  { db }: Pick<OrganizationScope, 'db'>,
  { project, placeOf }: Pick<ResolvedCompose, 'project' | 'placeOf'>,
  network: string,
  destinations: readonly { id: number }[],
): Promise<ComposeProblem[]> {
  const named = project.services.flatMap(({ name: service, networks }) =>
    networks
      .filter((use) => use.network === network)
      .flatMap(({ aliases }) => [service, ...aliases].map((alias) => ({ service, alias }))),
  );
  const rows = await db.networkAlias.findMany({
    where: {
      alias: { in: named.map(({ alias }) => alias.toLowerCase()) },
      destinationId: { in: destinations.map(({ id }) => id) },
      environmentId: null,
    },
    select: { alias: true },
  });
  const taken = new Set(rows.map(({ alias }) => alias));
  return named
    .filter(({ alias }) => taken.has(alias.toLowerCase()))
    .map(({ service, alias }): ComposeProblem => {
      const key = `networks.${network}.aliases`;
      const message = `The network alias ${alias} is taken by another resource in this network. Choose another one.`;
      return { ...placeOf(service, key), service, key, message };
    });
}
