/** What a compose file may ask of a container beside the rest. What is absent is as the image or Docker has it. */
export interface ContainerSettings {
  restart?: RestartSettings;
  user?: string;
  workingDir?: string;
  domainname?: string;
  stopSignal?: string;
  tty?: boolean;
  stdinOpen?: boolean;
  /** `linux/arm64`. */
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
  /** In place of networks. */
  networkMode?: NamespaceOf | 'none' | 'bridge';
  /** Under the host access policy of the organization (`deployment.md` D16.4). */
  host?: HostSettings;
}

/** `component`: the namespace of another component of the workload, by its name. */
export type NamespaceOf = 'host' | { component: string };

export interface RestartSettings {
  policy: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  /** Of `on-failure`; null: without end. */
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
    /** -1: all. */
    count: number;
    deviceIds: readonly string[];
    capabilities: readonly string[];
    options: Readonly<Record<string, string>>;
  }[];
}
