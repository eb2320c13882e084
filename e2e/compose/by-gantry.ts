import { DEFAULT_NETWORK_POOL } from '../../src/domain/workload/network';
import type { StackComponent, StackSpec } from '../../src/domain/workload/stack-spec';
import type { Action } from '../../src/engine/plan/action';
import { secretsOfComponent } from '../../src/engine/plans/secrets';
import { stackPlan } from '../../src/engine/plans/stack';
import { runPlan } from '../../src/engine/run/run';
import { mountedFolders } from '../../src/engine/server/folders';
import { stackComponent } from '../../src/engine/stack/component';
import { networkName, volumeName } from '../../src/engine/stack/names';
import { stackNetworks } from '../../src/engine/stack/networks';
import { inDependencyOrder } from '../../src/engine/stack/order';
import { stackVolumes } from '../../src/engine/stack/volumes';
import { MemoryArchive } from '../../src/engine/testing/memory-archive';
import { MemoryJournal } from '../../src/engine/testing/memory-journal';
import { systemClock } from '../../src/lib/clock';
import type { Host } from '../../src/transport/host';
import type { LabHost } from '../lab/types';
import type { ComposeCase } from './cases';
import type { Names } from './comparable';
import { byService, type Containers, type Inspected, type Made, run, servicesById } from './inspected';
import type { TopLevel } from './top-level';

const instanceId = 'differential';
const organizationUuid = 'organization';
/** Of files: most of the time is waiting for the machine. */
const sideBySide = 4;
const logBytes = 20_000_000;
/** As Docker has it where a file says nothing. */
const stopGraceSeconds = 10;

/** Name of a case as a stack. */
const stackUuid = (name: string) => `g-${name}`;

/** Actions after which there is a container. Those that start it, and what follows, change nothing of what it is. */
const creating: ReadonlySet<Action['kind']> = new Set<Action['kind']>([
  'set-fact',
  'check-docker',
  'check-host-ports',
  'pull-image',
  'require-image',
  'inspect-image',
  'ensure-network',
  'ensure-volume',
  'find-previous',
  'check-host-paths',
  'require-host-path',
  'ensure-folder',
  'write-file',
  'command',
  'create-container',
]);

/** What Gantry makes of each case, by its name. */
export async function createByGantry(
  host: Host,
  machine: LabHost,
  cases: readonly ComposeCase[],
): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  const waiting = [...cases];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      made.set(next.name, await create(host, machine, next));
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return made;
}

/** Run the plan of a release as far as its containers are made. */
async function create(host: Host, machine: LabHost, of: ComposeCase): Promise<Made> {
  const spec = specOf(of);
  const plan = stackPlan(spec);
  const steps = plan.steps.filter(({ actions }) => actions.every(({ kind }) => creating.has(kind)));
  const result = await runPlan({
    plan: { ...plan, steps },
    secrets: spec.components.flatMap((component) => secretsOfComponent(component.spec)),
    deadlineMs: 600_000,
    host,
    journal: new MemoryJournal(),
    archive: new MemoryArchive(),
    clock: systemClock,
    signal: new AbortController().signal,
  });
  if (result.outcome !== 'finished') throw new Error(`${of.title}: ${JSON.stringify(result)}`);
  const inspect = async (list: string, kind: string) => {
    const argv = ['sh', '-c', `docker ${list} --quiet --filter "label=$1"`, 'sh'];
    const ids = (await run(machine, [...argv, `gantry.resource=${spec.workload.uuid}`])).trim().split(/\s+/);
    return ids[0] === '' ? [] : JSON.parse(await run(machine, ['docker', kind, 'inspect', ...ids]));
  };
  const all: Inspected[] = await inspect('ps --all', 'container');
  const topLevel: TopLevel = {
    volumes: await inspect('volume ls', 'volume'),
    networks: await inspect('network ls', 'network'),
  };
  return { containers: byService(all, 'gantry.component'), topLevel };
}

function specOf({ name, project }: ComposeCase): StackSpec {
  const uuid = stackUuid(name);
  const place = { uuid, project, sharedNetwork: null, logBytes, stopGraceSeconds };
  const services = inDependencyOrder(project.services.filter(({ replicas }) => replicas > 0));
  const components = services.map((service): StackComponent => {
    const storages = { mounts: [], files: [] };
    return {
      spec: stackComponent(service, null, service.image ?? '', { ...place, storages }),
      pull: 'never',
      exposes: [],
      force: true,
      sharesWith: [],
    };
  });
  return {
    operationUuid: 'release',
    workload: {
      kind: 'stack',
      uuid,
      name,
      organizationUuid,
      projectName: 'Differential',
      environmentName: 'production',
      instanceId,
    },
    components,
    networks: stackNetworks({ uuid, organizationUuid }, project, DEFAULT_NETWORK_POOL),
    volumes: stackVolumes(uuid, project, services),
    isWhole: true,
    proxy: { kind: 'none', containerName: 'proxy', image: 'caddy:2' },
    deadlines: { totalMs: 600_000 },
  };
}

export function namesByGantry({ name, project }: ComposeCase, containers: Containers): Names {
  const uuid = stackUuid(name);
  return {
    networks: new Map(project.networks.map(({ key }) => [networkName(uuid, key), key])),
    volumes: new Map(project.volumes.map(({ key }) => [volumeName(uuid, key), key])),
    services: servicesById(containers),
    folder: mountedFolders({ instanceId, uuid }),
  };
}

/** Remove what `createByGantry` made: other tests may share the machine. */
export async function removeMadeByGantry(machine: LabHost): Promise<void> {
  const script = `label=label=gantry.instance=${instanceId}
docker ps --all --quiet --filter "$label" | xargs --no-run-if-empty docker rm --force --volumes
docker network ls --quiet --filter "$label" | xargs --no-run-if-empty docker network rm
docker volume ls --quiet --filter "$label" | xargs --no-run-if-empty docker volume rm`;
  await run(machine, ['sh', '-ec', script]);
}
