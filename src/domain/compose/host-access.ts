/** A namespace of the host, or of another service in the file. */
export type NamespaceOf = { kind: 'host' } | { kind: 'service'; service: string };

export interface DeviceMapping {
  source: string;
  target: string;
  /** `rwm`, or some of these. */
  permissions: string;
}

/** One entry of `gpus`, or of `deploy.resources.reservations.devices`. */
export interface DeviceRequest {
  driver: string | null;
  /** -1: all devices. */
  count: number;
  deviceIds: readonly string[];
  capabilities: readonly string[];
  options: Readonly<Record<string, string>>;
}

/** Host access that a service requests (`deployment.md` D16.4): refused unless the organization's policy allows it. */
export interface HostAccess {
  privileged: boolean;
  pid: 'host' | null;
  ipc: 'host' | null;
  userNamespace: 'host' | null;
  capAdd: readonly string[];
  devices: readonly DeviceMapping[];
  deviceCgroupRules: readonly string[];
  securityOpt: readonly string[];
  cgroupParent: string | null;
  cgroup: 'host' | null;
  runtime: string | null;
  deviceRequests: readonly DeviceRequest[];
}
