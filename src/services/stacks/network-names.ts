import type { ScopedModels } from '../../db/scope';
import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeProject } from '../../domain/compose/project';
import { invalidField } from '../../domain/error';
import type { ResolvedCompose } from '../../engine/compose/types';
import type { LostName } from '../../engine/stack/component';
import type { OrganizationScope } from '../context';
import { aliasTakenText, heldAliases } from '../workloads/alias-holder';

/** The name of a service of a file in a network of the server that the file references, and its place. */
interface NameInNetwork extends LostName {
  destinationId: number;
}

/** The names of a file outside the stack's own networks, which no other workload joins. */
async function namesInNetworks(
  db: Pick<ScopedModels, 'destination'>,
  { networks, services }: ComposeProject,
  serverId: number | null,
): Promise<NameInNetwork[]> {
  const external = networks.filter((network) => network.external);
  if (external.length === 0) return [];
  const destinations = await db.destination.findMany({
    where: {
      ...(serverId !== null && { serverId }),
      network: { in: external.map(({ name, key }) => name ?? key) },
    },
  });
  return external.flatMap(({ key, name: network }) =>
    destinations
      .filter((destination) => destination.network === (network ?? key))
      .flatMap(({ id: destinationId }) =>
        services.flatMap(({ name: service, networks: uses }) => {
          const use = uses.find((each) => each.network === key);
          const aliases = new Set(use ? [service, ...use.aliases].map((alias) => alias.toLowerCase()) : []);
          return [...aliases].map((alias) => ({ service, alias, key, destinationId }));
        }),
      ),
  );
}

/** The stack that the file belongs to. */
interface Owner {
  /** null: not created yet. */
  uuid: string | null;
  /** null: not placed yet, so every server counts. */
  serverId: number | null;
}

/** The names that another workload has. */
async function takenNames(
  scope: OrganizationScope,
  project: ComposeProject,
  { uuid, serverId }: Owner,
): Promise<(NameInNetwork & { holder: string })[]> {
  const names = await namesInNetworks(scope.db, project, serverId);
  if (names.length === 0) return [];
  const held = await heldAliases(scope, {
    environmentId: null,
    destinationId: { in: names.map(({ destinationId }) => destinationId) },
    alias: { in: names.map(({ alias }) => alias) },
    ...(uuid !== null && { workload: { uuid: { not: uuid } } }),
  });
  return names.flatMap((name) => {
    const found = held.find(
      ({ alias, destinationId }) => alias === name.alias && destinationId === name.destinationId,
    );
    return found ? [{ ...name, holder: found.holder }] : [];
  });
}

/** Find the names of a file that another workload of the network has (`deployment.md` D18.3). */
export async function takenNameProblems(
  scope: OrganizationScope,
  { project, placeOf }: Pick<ResolvedCompose, 'project' | 'placeOf'>,
  owner: Owner,
): Promise<ComposeProblem[]> {
  const taken = await takenNames(scope, project, owner);
  return taken.map(({ service, alias, key: network, holder }) => {
    const key = `networks.${network}.aliases`;
    return { ...placeOf(service, key), service, key, message: aliasTakenText(alias, holder) };
  });
}

/** Find the names that a release must omit: another workload had them first, or a variable has changed since. */
export function lostNames(
  scope: OrganizationScope,
  project: ComposeProject,
  owner: Owner,
): Promise<readonly LostName[]> {
  return takenNames(scope, project, owner);
}

/** In words for the log. */
export function lostNameText({ service, alias, key }: LostName): string {
  return `${service}: the name ${alias} is already used by another workload in the network ${key}, so this service does not get it. Choose another name.`;
}

interface NamesClaim {
  serverId: number;
  project: ComposeProject;
  /** Whether names of the workload that are not in the file stay its own. */
  keepsOthers?: boolean;
  /** Whether names of another workload are left to it, instead of refused. */
  leavesTaken?: boolean;
}

/**
 * Claim the names of a file in the networks of the server that it references, in the transaction that writes the file.
 * @throws AppError 422
 */
export async function claimNames(
  tx: ScopedModels,
  workloadId: number,
  { serverId, project, keepsOthers = false, leavesTaken = false }: NamesClaim,
): Promise<void> {
  if (!keepsOthers) await tx.networkAlias.deleteMany({ where: { workloadId, isOfFile: true } });
  const names = await namesInNetworks(tx, project, serverId);
  if (names.length === 0) return;
  // Changes nothing, but locks the rows: another workload that claims a name in these networks waits here.
  const destinations = { id: { in: names.map(({ destinationId }) => destinationId) } };
  await tx.destination.updateMany({ where: destinations, data: { serverId } });
  const held = await tx.networkAlias.findMany({
    where: { environmentId: null, destinationId: destinations.id },
  });
  const holderOf = (name: NameInNetwork) =>
    held.find(({ alias, destinationId }) => alias === name.alias && destinationId === name.destinationId)
      ?.workloadId;
  const taken = names.find((name) => ![undefined, workloadId].includes(holderOf(name)));
  if (taken && !leavesTaken)
    throw invalidField('docker_compose_raw', aliasTakenText(taken.alias, 'another resource'));
  const free = names
    .filter((name) => holderOf(name) === undefined)
    .map(({ alias, destinationId }) => ({ alias, destinationId, isOfFile: true }));
  // Two services of one file may share a name.
  const create = [...new Map(free.map((row) => [`${row.destinationId} ${row.alias}`, row])).values()];
  if (create.length > 0)
    await tx.workload.update({ where: { id: workloadId }, data: { aliases: { create } } });
}
