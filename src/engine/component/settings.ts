import type { ContainerSettings, HostSettings, NamespaceOf } from '../../domain/workload/container-settings';
import { type Facts, factsOf, requireFact } from '../plan/facts';

type Options = Record<string, unknown>;

/** Convert what a compose file sets for a container to members of Docker's container configuration and HostConfig. */
export function settingsOptions(
  settings: ContainerSettings = {},
  facts: Facts,
): { container: Options; host: Options } {
  const { restart, logging, networkMode, pid, ipc, host } = settings;
  return {
    container: present({
      User: settings.user,
      WorkingDir: settings.workingDir,
      Domainname: settings.domainname,
      StopSignal: settings.stopSignal,
      Tty: settings.tty,
      OpenStdin: settings.stdinOpen,
    }),
    host: present({
      RestartPolicy: restart && { Name: restart.policy, MaximumRetryCount: restart.maximumRetries ?? 0 },
      LogConfig: logging && { Type: logging.driver, Config: logging.options },
      NetworkMode: networkMode && namespace(networkMode, facts),
      PidMode: pid && namespace(pid, facts),
      IpcMode: ipc && namespace(ipc, facts),
      GroupAdd: settings.groupAdd,
      ExtraHosts: settings.extraHosts,
      DnsOptions: settings.dnsOptions,
      DnsSearch: settings.dnsSearch,
      ReadonlyRootfs: settings.readOnly,
      PidsLimit: settings.pidsLimit,
      Annotations: settings.annotations,
      ...(host && hostAccess(host)),
    }),
  };
}

function hostAccess(host: HostSettings): Options {
  const { deviceRequests } = host;
  return {
    Privileged: host.privileged || undefined,
    UsernsMode: host.userNamespace ?? undefined,
    CapAdd: host.capAdd,
    Devices: host.devices.map(({ source, target, permissions }) => ({
      PathOnHost: source,
      PathInContainer: target,
      CgroupPermissions: permissions,
    })),
    DeviceCgroupRules: host.deviceCgroupRules,
    SecurityOpt: host.securityOpt,
    CgroupParent: host.cgroupParent ?? undefined,
    CgroupnsMode: host.cgroup ?? undefined,
    Runtime: host.runtime ?? undefined,
    DeviceRequests:
      deviceRequests.length === 0
        ? undefined
        : deviceRequests.map(({ driver, count, deviceIds, capabilities, options }) => ({
            Driver: driver ?? '',
            Count: deviceIds.length > 0 ? 0 : count,
            DeviceIDs: deviceIds,
            Capabilities: [capabilities],
            Options: options,
          })),
  };
}

/** Get Docker's term for a namespace; that of a component is its container of this operation, or the running one. */
function namespace<T extends string>(of: T | NamespaceOf, facts: Facts): string {
  if (typeof of === 'string') return of;
  const running = factsOf(facts, of.component).previous?.find((container) => container.running);
  const { containerId = running?.id } = factsOf(facts, of.component);
  return `container:${containerId ?? requireFact(facts, of.component, 'containerId')}`;
}

function present(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
