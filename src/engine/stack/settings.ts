import type { HostAccess } from '../../domain/compose/host-access';
import type { ComposeService } from '../../domain/compose/service';
import type { DockerRunOptions, LimitsSpec } from '../../domain/workload/container-run';
import type { ContainerSettings, HostSettings } from '../../domain/workload/container-settings';
import type { HealthCheckSpec } from '../../domain/workload/health-check';

const defaultSwappiness = 60;
const defaultCpuShares = 1024;

export function limitsOf({ resources }: ComposeService): LimitsSpec {
  return {
    memory: String(resources.memory ?? 0),
    memorySwap: String(resources.memorySwap ?? 0),
    memorySwappiness: resources.memorySwappiness ?? defaultSwappiness,
    memoryReservation: String(resources.memoryReservation ?? 0),
    cpus: String(resources.cpus ?? 0),
    cpuset: resources.cpuset,
    cpuShares: resources.cpuShares ?? defaultCpuShares,
  };
}

export function runOptionsOf(service: ComposeService): DockerRunOptions {
  const { resources, ulimits, sysctls, mounts } = service;
  const tmpfs = mounts.filter((mount) => mount.kind === 'tmpfs');
  return {
    ...(service.capDrop.length > 0 && { capDrop: service.capDrop }),
    ...(ulimits.length > 0 && { ulimits }),
    ...(resources.shmSize !== null && { shmSize: resources.shmSize }),
    ...(Object.keys(sysctls).length > 0 && { sysctls }),
    ...(service.dns.length > 0 && { dns: service.dns }),
    ...(service.hostname !== null && { hostname: service.hostname }),
    ...(service.entrypoint !== null && { entrypoint: service.entrypoint }),
    ...(service.init !== null && { init: service.init }),
    ...(tmpfs.length > 0 && {
      tmpfs: Object.fromEntries(tmpfs.map(({ target, options }) => [target, options])),
    }),
  };
}

export function settingsOf(service: ComposeService): ContainerSettings {
  const { restart, resources, logging, hostAccess } = service;
  const mode = networkMode(service);
  const pid = service.pidOf === null ? hostAccess.pid : { component: service.pidOf };
  const ipc = ipcMode(service);
  return {
    ...(restart !== null && { restart }),
    ...(service.user !== null && { user: service.user }),
    ...(service.workingDir !== null && { workingDir: service.workingDir }),
    ...(service.domainname !== null && { domainname: service.domainname }),
    ...(service.stopSignal !== null && { stopSignal: service.stopSignal }),
    ...(service.tty && { tty: true }),
    ...(service.stdinOpen && { stdinOpen: true }),
    ...(service.platform !== null && { platform: service.platform }),
    ...(service.groupAdd.length > 0 && { groupAdd: service.groupAdd }),
    ...(service.extraHosts.length > 0 && { extraHosts: service.extraHosts }),
    ...(service.dnsOptions.length > 0 && { dnsOptions: service.dnsOptions }),
    ...(service.dnsSearch.length > 0 && { dnsSearch: service.dnsSearch }),
    ...(service.readOnly && { readOnly: true }),
    ...(resources.pids !== null && { pidsLimit: resources.pids }),
    ...(Object.keys(service.annotations).length > 0 && { annotations: service.annotations }),
    ...(logging !== null && { logging }),
    ...(pid && { pid }),
    ...(ipc && { ipc }),
    ...(mode && { networkMode: mode }),
    ...(asksTheHost(hostAccess) && { host: hostSettings(hostAccess) }),
  };
}

function networkMode({ networkMode: mode }: ComposeService): ContainerSettings['networkMode'] {
  if (mode === null) return undefined;
  return mode.kind === 'service' ? { component: mode.service } : mode.kind;
}

function ipcMode({ ipc, hostAccess }: ComposeService): ContainerSettings['ipc'] {
  if (hostAccess.ipc !== null) return hostAccess.ipc;
  if (ipc === null) return undefined;
  return typeof ipc === 'string' ? ipc : { component: ipc.service };
}

function asksTheHost({ pid: _, ipc: __, ...rest }: HostAccess): boolean {
  return Object.values(rest).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
}

function hostSettings({ pid: _, ipc: __, ...rest }: HostAccess): HostSettings {
  return rest;
}

export function healthOf({ healthcheck }: ComposeService): HealthCheckSpec {
  if (healthcheck === null) return { kind: 'none', startPeriod: 0 };
  if (healthcheck.disabled) return { kind: 'none', startPeriod: 0, isOff: true };
  const { test, interval, timeout, startPeriod, startInterval, retries } = healthcheck;
  return { kind: 'docker', test: testOf(test), interval, timeout, startPeriod, startInterval, retries };
}

/** Convert a health check's test to Docker's `Test`. */
function testOf(test: NonNullable<ComposeService['healthcheck']>['test']): readonly string[] {
  if (test === null) return [];
  return test.kind === 'argv' ? ['CMD', ...test.argv] : ['CMD-SHELL', test.command];
}
