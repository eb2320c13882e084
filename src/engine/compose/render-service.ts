import type {
  BindMount,
  ComposeHealthcheck,
  ComposeService,
  TmpfsMount,
  VolumeMount,
} from '../../domain/compose/service';
import { durationText } from './quantities';
import { compact, deepEscaped } from './render-parts';

/** Write one service with every key in its long form. */
export function renderService(service: ComposeService): Record<string, unknown> {
  const { resources, hostAccess, restart, build } = service;
  return {
    ...(deepEscaped(
      compact({
        image: service.image,
        build:
          build &&
          compact({
            context: build.context,
            dockerfile: build.dockerfile,
            dockerfile_inline: build.dockerfileInline,
            args: build.args.map(([key, value]) => `${key}=${value.reveal()}`),
            target: build.target,
          }),
        ...renderRun(service),
        ...renderReach(service),
        healthcheck: service.healthcheck && healthText(service.healthcheck),
        restart: restart && restartText(restart),
        mem_limit: resources.memory,
        mem_reservation: resources.memoryReservation,
        memswap_limit: resources.memorySwap,
        mem_swappiness: resources.memorySwappiness,
        cpus: resources.cpus,
        cpu_shares: resources.cpuShares,
        cpuset: resources.cpuset,
        pids_limit: resources.pids,
        shm_size: resources.shmSize,
        privileged: hostAccess.privileged || null,
        userns_mode: hostAccess.userNamespace,
        cap_add: hostAccess.capAdd,
        devices: hostAccess.devices,
        device_cgroup_rules: hostAccess.deviceCgroupRules,
        security_opt: hostAccess.securityOpt,
        cgroup: hostAccess.cgroup,
        cgroup_parent: hostAccess.cgroupParent,
        runtime: hostAccess.runtime,
        deploy: renderDevices(service),
        exclude_from_hc: service.excludeFromHealth || null,
        scale: service.replicas === 0 ? 0 : null,
      }),
    ) as Record<string, unknown>), // an object stays an object
    ...(service.command && { command: deepEscaped(service.command) }),
    ...(service.entrypoint && { entrypoint: deepEscaped(service.entrypoint) }),
    // The content of a template's file is copied unchanged.
    ...compact({ volumes: service.mounts.filter((mount) => mount.kind !== 'tmpfs').map(mountText) }),
    ...compact({ tmpfs: service.mounts.filter((mount) => mount.kind === 'tmpfs').map(tmpfsText) }),
  };
}

function renderRun(service: ComposeService): Record<string, unknown> {
  return {
    environment: service.environment.map(([key, value]) => `${key}=${value.reveal()}`),
    env_file: service.envFiles.map(({ path, required, format }) =>
      compact({ path, required, format: format === 'raw' ? 'raw' : null }),
    ),
    configs: grants(service, 'config'),
    secrets: grants(service, 'secret'),
    ulimits: Object.fromEntries(service.ulimits.map(({ name, soft, hard }) => [name, { soft, hard }])),
    sysctls: service.sysctls,
    init: service.init,
    user: service.user,
    group_add: service.groupAdd,
    working_dir: service.workingDir,
    labels: service.labels,
    annotations: service.annotations,
    stop_signal: service.stopSignal,
    stop_grace_period: service.stopGracePeriod === null ? null : durationText(service.stopGracePeriod),
    read_only: service.readOnly || null,
    tty: service.tty || null,
    stdin_open: service.stdinOpen || null,
    platform: service.platform,
    pull_policy: service.pullPolicy,
    cap_drop: service.capDrop,
    logging: service.logging && compact({ driver: service.logging.driver, options: service.logging.options }),
    profiles: service.profiles,
    container_name: service.containerName,
  };
}

function renderReach(service: ComposeService): Record<string, unknown> {
  const { networkMode, hostAccess, ipc } = service;
  const uses = service.networks.filter(({ network, aliases }) => network !== 'default' || aliases.length > 0);
  return {
    ports: service.ports.map((port) =>
      compact({
        target: port.containerPort,
        published: port.hostPort === null ? null : String(port.hostPort),
        host_ip: port.ip,
        protocol: port.protocol,
      }),
    ),
    expose: service.expose.map(({ port, protocol }) => `${port}/${protocol}`),
    networks: Object.fromEntries(
      (uses.length > 0 ? service.networks : []).map(({ network, aliases }) => [
        network,
        compact({ aliases }),
      ]),
    ),
    network_mode:
      networkMode && (networkMode.kind === 'service' ? `service:${networkMode.service}` : networkMode.kind),
    pid: hostAccess.pid ?? (service.pidOf === null ? null : `service:${service.pidOf}`),
    ipc: hostAccess.ipc ?? (typeof ipc === 'object' && ipc !== null ? `service:${ipc.service}` : ipc),
    depends_on: Object.fromEntries(
      service.dependsOn.map(({ service: name, condition, required, restart }) => [
        name,
        { condition, required, restart },
      ]),
    ),
    hostname: service.hostname,
    domainname: service.domainname,
    extra_hosts: service.extraHosts,
    dns: service.dns,
    dns_opt: service.dnsOptions,
    dns_search: service.dnsSearch,
  };
}

function renderDevices({ hostAccess: { deviceRequests } }: ComposeService): Record<string, unknown> | null {
  if (deviceRequests.length === 0) return null;
  const devices = deviceRequests.map(({ driver, count, deviceIds, capabilities, options }) =>
    compact({
      driver,
      count: deviceIds.length > 0 ? null : count,
      device_ids: deviceIds,
      capabilities,
      options,
    }),
  );
  return { resources: { reservations: { devices } } };
}

function grants(service: ComposeService, kind: 'config' | 'secret'): Record<string, unknown>[] {
  return service.files
    .filter((file) => file.kind === kind)
    .map(({ source, target, uid, gid, mode }) =>
      compact({ source, target, uid, gid, mode: mode === null ? null : modeText(mode) }),
    );
}

function modeText(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}

function restartText({ policy, maximumRetries }: NonNullable<ComposeService['restart']>): string {
  return maximumRetries === null ? policy : `${policy}:${maximumRetries}`;
}

function healthText(check: ComposeHealthcheck): Record<string, unknown> {
  const { test } = check;
  const time = (nanoseconds: number | null): string | null =>
    nanoseconds === null ? null : durationText(nanoseconds);
  return compact({
    disable: check.disabled || null,
    test: test && (test.kind === 'argv' ? ['CMD', ...test.argv] : ['CMD-SHELL', test.command]),
    interval: time(check.interval),
    timeout: time(check.timeout),
    start_period: time(check.startPeriod),
    start_interval: time(check.startInterval),
    retries: check.retries,
  });
}

function mountText(mount: VolumeMount | BindMount): unknown {
  const common = { type: mount.kind, target: escapedText(mount.target), read_only: mount.readOnly || null };
  if (mount.kind === 'volume') {
    const volume = compact({ nocopy: mount.noCopy || null, subpath: mount.subpath });
    return compact({ ...common, source: mount.source, volume });
  }
  const source = mount.place === 'folder' ? `./${mount.source}` : mount.source;
  const bind = compact({
    create_host_path: mount.createHostPath ? null : false,
    propagation: mount.propagation,
  });
  return compact({
    ...common,
    source: escapedText(source),
    bind,
    content: mount.content === null ? null : mount.content.reveal(),
    is_directory: mount.isDirectory,
    mode: mount.mode === null ? null : modeText(mount.mode),
  });
}

function escapedText(text: string): unknown {
  return deepEscaped(text);
}

function tmpfsText({ target, options }: TmpfsMount): unknown {
  return escapedText(options === '' ? target : `${target}:${options}`);
}
