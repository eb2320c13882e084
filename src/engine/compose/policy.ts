import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeVolume } from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import type { ComposePolicy, ResolvedCompose } from './types';

const ADVICE = 'An owner of the organization may allow host access to admins.';

/** List what a resolved file requires of the host without permission (`deployment.md` D16.4); empty for nothing. */
export function checkPolicy(
  resolved: ResolvedCompose,
  { hostAccess, exceptions = new Set() }: ComposePolicy,
): ComposeProblem[] {
  if (hostAccess === 'allow') return notAbsolute(resolved);
  const { project, placeOf, mountKey } = resolved;
  const problems: ComposeProblem[] = [];
  for (const service of project.services) {
    for (const [key, what] of demands(service, mountKey)) {
      if (exceptions.has(`${service.name}.${key.replace(/\[.*$/, '')}`)) continue;
      problems.push({
        ...placeOf(service.name, key),
        service: service.name,
        key,
        message: `${what} ${ADVICE}`,
      });
    }
  }
  for (const volume of project.volumes.filter(bindsByOptions)) {
    const key = `volumes.${volume.key}.driver_opts`;
    if (!exceptions.has(key))
      problems.push({
        ...placeOf(null, key),
        key,
        message: `Mounts something outside of Docker's volumes. ${ADVICE}`,
      });
  }
  for (const kind of ['configs', 'secrets'] as const) {
    for (const { key: name, source } of project[kind]) {
      const key = `${kind}.${name}.file`;
      if (source.kind === 'file' && source.place === 'host' && !exceptions.has(key))
        problems.push({
          ...placeOf(null, key),
          key,
          message: `Is a file outside of the resource's folder. ${ADVICE}`,
        });
    }
  }
  return problems;
}

/** List server paths that cannot be mounted: they are relative to a folder that only Gantry knows. */
function notAbsolute({ project, placeOf, mountKey }: ResolvedCompose): ComposeProblem[] {
  const message = 'Must be inside the resource’s folder (./…), or an absolute path on the server.';
  const ofServices = project.services.flatMap(({ name: service, mounts }) =>
    mounts
      .filter((mount) => mount.kind === 'bind' && mount.place === 'host' && !mount.source.startsWith('/'))
      .map(({ target }): ComposeProblem => {
        const key = mountKey(service, target);
        return { ...placeOf(service, key), service, key, message };
      }),
  );
  const ofFile = (['configs', 'secrets'] as const).flatMap((kind) =>
    project[kind]
      .filter(
        ({ source }) => source.kind === 'file' && source.place === 'host' && !source.path.startsWith('/'),
      )
      .map(({ key: name }): ComposeProblem => {
        const key = `${kind}.${name}.file`;
        return { ...placeOf(null, key), key, message };
      }),
  );
  return [...ofServices, ...ofFile];
}

/** Options of an in-memory volume. `bind` among them would mount a folder of the host, whatever the type. */
const memoryOption = /^(?:(?:size|mode|uid|gid|nr_inodes)=[0-9a-z%]+|noexec|nosuid|nodev|ro|rw)$/;

/** Whether options of a volume mount a folder, a device or another machine. */
function bindsByOptions({ driverOpts }: ComposeVolume): boolean {
  const { type, device = 'tmpfs', o = 'rw', ...others } = driverOpts;
  if (Object.keys(driverOpts).length === 0) return false;
  const isMemory = type === 'tmpfs' && device === 'tmpfs' && Object.keys(others).length === 0;
  return !isMemory || !o.split(',').every((option) => memoryOption.test(option));
}

type Demand = readonly [key: string, what: string];

/** List the keys of a service that need host access, with what they need. */
function demands(service: ComposeService, mountKey: ResolvedCompose['mountKey']): Demand[] {
  const { hostAccess: asked } = service;
  const found: (Demand | false)[] = [
    asked.privileged && ['privileged', 'Runs with all host privileges.'],
    asked.pid !== null && ['pid', 'Can see the host’s processes.'],
    asked.ipc !== null && ['ipc', 'Shares the host’s memory.'],
    asked.userNamespace !== null && ['userns_mode', 'Uses the host’s users.'],
    asked.cgroup !== null && ['cgroup', 'Uses the host’s control groups.'],
    service.networkMode?.kind === 'host' && ['network_mode', 'Uses the host’s network.'],
    asked.capAdd.length > 0 && ['cap_add', 'Has capabilities that containers normally do not have.'],
    asked.devices.length > 0 && ['devices', 'Has access to host devices.'],
    asked.deviceCgroupRules.length > 0 && ['device_cgroup_rules', 'Can open host devices.'],
    asked.securityOpt.length > 0 && ['security_opt', 'Changes the container’s security confinement.'],
    asked.cgroupParent !== null && ['cgroup_parent', 'Runs outside of the containers’ control group.'],
    asked.runtime !== null && ['runtime', 'Uses a different container runtime.'],
    asked.deviceRequests.length > 0 && ['gpus', 'Has access to the host’s GPUs.'],
  ];
  return [...found.filter((demand) => demand !== false), ...bindDemands(service, mountKey)];
}

function bindDemands({ name, mounts }: ComposeService, mountKey: ResolvedCompose['mountKey']): Demand[] {
  return mounts
    .filter((mount) => mount.kind === 'bind' && mount.place === 'host')
    .map(({ target }) => [mountKey(name, target), "Mounts a path outside of the resource's folder."]);
}
