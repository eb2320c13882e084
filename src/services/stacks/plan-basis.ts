import { z } from 'zod';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { configurationHash } from '../configuration-hash';
import type { OrganizationScope } from '../context';

/** Everything that the plan of a stack depends on (deployment contract D9.5), as keyed hashes. */
export const stackPlanBasisSchema = z.object({
  /** By component name, in plan order. */
  components: z.array(z.tuple([z.string(), z.string()])),
  /** Its networks and volumes, its commands, its proxy and its server. */
  place: z.string(),
  /** Commit of the repository that the file is from; absent: it is not from one. */
  commit: z.string().optional(),
});

export type StackPlanBasis = z.infer<typeof stackPlanBasisSchema>;

interface PlannedServer {
  uuid: string;
  ip: string;
  port: number;
  user: string;
  hostKey: string | null;
}

function newerCommit(planned = 'none', now = 'none'): string {
  return `the newest commit (${planned.slice(0, 7)} → ${now.slice(0, 7)})`;
}

/** What a release of a stack would be made from. Its configuration hashes are already keyed. */
export function stackPlanBasis(
  { database }: Pick<OrganizationScope, 'database'>,
  spec: StackSpec,
  { uuid, ip, port, user, hostKey }: PlannedServer,
): StackPlanBasis {
  const { components, networks, volumes, proxy, deadlines, workload, source } = spec;
  const { preDeployment = null, postDeployment = null } = spec;
  // Nothing when there are none, as before: existing plans stay valid.
  const commands = preDeployment || postDeployment ? [[preDeployment, postDeployment]] : [];
  const hash = (value: unknown) => configurationHash(database.sealer, value);
  return {
    components: components.map(({ spec, pull, exposes, force, sharesWith }) => [
      spec.name,
      hash([spec.configHash, spec.image, pull, exposes, force, sharesWith]),
    ]),
    place: hash([
      networks,
      volumes,
      proxy,
      deadlines,
      workload.name,
      [uuid, ip, port, user, hostKey],
      ...commands,
    ]),
    ...(source && { commit: source.commit }),
  };
}

/** The changed parts, in words; none while the plan holds. */
export function stackBasisChanges(planned: StackPlanBasis, now: StackPlanBasis): string[] {
  const before = new Map(planned.components);
  const after = new Map(now.components);
  if (planned.commit !== now.commit) return [newerCommit(planned.commit, now.commit)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changes = names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `the service ${name}`);
  if (changes.length === 0 && JSON.stringify(planned.components) !== JSON.stringify(now.components))
    changes.push('the order of the services');
  if (planned.place !== now.place) changes.push('the networks, the volumes, the commands or the server');
  return changes;
}
