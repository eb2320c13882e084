/** Further container settings of a compose file. Absent ones keep the default of the image or Docker. */
export interface ContainerSettings {
  restart?: RestartSettings;
  user?: string;
  workingDir?: string;
  domainname?: string;
  stopSignal?: string;
  tty?: boolean;
  stdinOpen?: boolean;
  /** Such as `linux/arm64`. */
  platform?: string;
  groupAdd?: readonly string[];
  /** `host:address`. */
  extraHosts?: readonly string[];
  dnsOptions?: readonly string[];
  dnsSearch?: readonly string[];
  readOnly?: boolean;
  pidsLimit?: number;
  annotations?: Readonly<Record<string, string>>;
  logging?: { driver: string; options: Readonly<Record<string, string>> };
  pid?: NamespaceOf;
  ipc?: NamespaceOf | 'private' | 'shareable' | 'none';
  /** Used instead of networks. */
  networkMode?: NamespaceOf | 'none' | 'bridge';
  /** Under the host access policy of the organization (`deployment.md` D16.4). */
  host?: HostSettings;
}

/** `component`: the namespace of another component of the workload, by its name. */
export type NamespaceOf = 'host' | { component: string };

export interface RestartSettings {
  policy: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  /** Only for `on-failure`; null: no limit. */
  maximumRetries: number | null;
}

export interface HostSettings {
  privileged: boolean;
  userNamespace: 'host' | null;
  capAdd: readonly string[];
  devices: readonly { source: string; target: string; permissions: string }[];
  deviceCgroupRules: readonly string[];
  securityOpt: readonly string[];
  cgroupParent: string | null;
  cgroup: 'host' | null;
  runtime: string | null;
  deviceRequests: readonly {
    driver: string | null;
    /** -1: all devices. */
    count: number;
    deviceIds: readonly string[];
    capabilities: readonly string[];
    options: Readonly<Record<string, string>>;
  }[];
}
