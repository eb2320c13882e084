import type { HostMount, Inspected } from './inspected';

/** What the objects of a file are called on the machine → what the file calls them. */
export interface Names {
  networks: ReadonlyMap<string, string>;
  volumes: ReadonlyMap<string, string>;
  /** Ids of containers → their services. */
  services: ReadonlyMap<string, string>;
  /** The folder that relative paths lie below. */
  folder: string;
}

/** Everything that `docker inspect` says of how a container runs, one line for each value; what is not set has none. */
export type Comparable = ReadonlyMap<string, string>;

/** Of the configuration, what is shown in lines of its own, or says nothing of how the container runs. */
const shownOtherwise: ReadonlySet<string> = new Set(['Env', 'Labels', 'Hostname', 'Volumes', 'ExposedPorts']);
const shownOtherwiseOfHost: ReadonlySet<string> = new Set([
  ...[
    'Binds',
    'Mounts',
    'Tmpfs',
    'PortBindings',
    'NetworkMode',
    'PidMode',
    'IpcMode',
    'Sysctls',
    'LogConfig',
    'RestartPolicy',
  ],
  // Of the console that created it.
  'ConsoleSize',
]);

export function comparable(container: Inspected, names: Names): Comparable {
  const { Id, Config, HostConfig, NetworkSettings } = container;
  const shortId = Id.slice(0, 12);
  // One that shares the network of another has its host name.
  const shortIds = new Set([...names.services.keys()].map((id) => id.slice(0, 12)));
  const lines: [field: string, value: unknown][] = [
    ...except(Config, shownOtherwise, 'Config'),
    ...except(HostConfig, shownOtherwiseOfHost, 'HostConfig'),
    ['HostConfig.RestartPolicy', restartOf(HostConfig.RestartPolicy)],
    ['Config.Hostname', shortIds.has(Config.Hostname) ? null : Config.Hostname],
    ...(Config.Env ?? []).map((item): [string, unknown] => {
      const equals = item.indexOf('=');
      // Without a sign of equality it takes the variable away.
      if (equals === -1) return [`environment.${item}`, null];
      return [`environment.${item.slice(0, equals)}`, `=${item.slice(equals + 1)}`];
    }),
    ...entries(Config.Labels, 'labels').map(([field, value]): [string, unknown] => [field, `=${value}`]),
    ...entries(Config.ExposedPorts, 'exposed').map(([field]): [string, unknown] => [field, true]),
    ...entries(HostConfig.PortBindings, 'ports'),
    ...entries(HostConfig.Sysctls, 'sysctls'),
    ...logLines(HostConfig.LogConfig),
    ...['NetworkMode', 'PidMode', 'IpcMode'].map((key): [string, unknown] => [
      `HostConfig.${key}`,
      namespace(String(HostConfig[key] ?? ''), names),
    ]),
    ...mountLines(container, names),
    ...tmpfsLines(container),
    ...Object.entries(NetworkSettings.Networks).flatMap(([network, { Aliases }]) => {
      const field = `networks.${names.networks.get(network) ?? network}`;
      const aliases = (Aliases ?? []).filter((alias) => alias !== shortId);
      return [
        [field, true] as [string, unknown],
        ...aliases.map((alias): [string, unknown] => [`${field}.aliases.${alias}`, true]),
      ];
    }),
  ];
  return new Map(
    lines.filter(([, value]) => !isUnset(value)).map(([field, value]) => [field, textOf(value)]),
  );
}

function except(
  config: Readonly<Record<string, unknown>>,
  left: ReadonlySet<string>,
  field: string,
): [string, unknown][] {
  return entries(config, field).filter(([name]) => !left.has(name.slice(field.length + 1)));
}

function entries(value: unknown, field: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, item]) => [`${field}.${key}`, item]);
}

/** Docker keeps an empty policy as it came, and means `no`. */
function restartOf({ Name, MaximumRetryCount }: Inspected['HostConfig']['RestartPolicy']): string {
  return MaximumRetryCount > 0 ? `${Name}:${MaximumRetryCount}` : Name || 'no';
}

function logLines(config: unknown): [string, unknown][] {
  return entries(config, 'log').flatMap(([field, value]) =>
    field === 'log.Config' ? entries(value, 'log.options') : [[field, value]],
  );
}

function namespace(mode: string, { services, networks }: Names): string {
  const [, id] = /^container:(.*)$/.exec(mode) ?? [];
  return id === undefined ? (networks.get(mode) ?? mode) : `container of ${services.get(id) ?? id}`;
}

function mountLines({ Mounts, HostConfig }: Inspected, { volumes, folder }: Names): [string, unknown][] {
  const withoutCopy = new Set([
    ...(HostConfig.Mounts ?? []).filter((mount) => mount.VolumeOptions?.NoCopy).map(({ Target }) => Target),
    ...(HostConfig.Binds ?? []).flatMap((bind) => {
      const [, target = '', options = ''] = bind.split(':');
      return options.split(',').includes('nocopy') ? [target.replace(/(?<=.)\/$/, '')] : [];
    }),
  ]);
  return Mounts.filter(({ Type }) => Type !== 'tmpfs').flatMap((mount): [string, unknown][] => {
    const { Type, Name = '', Source, Destination, RW, Propagation } = mount;
    const field = `mounts.${Destination}`;
    const ownName = /^[0-9a-f]{64}$/.test(Name) ? 'of this container alone' : Name;
    const place =
      Source === folder || Source.startsWith(`${folder}/`) ? `.${Source.slice(folder.length)}` : Source;
    return [
      [field, Type],
      [
        `${field}.source`,
        Type === 'volume' ? (volumes.get(Name) ?? ownName) : place.replace(/(?<=.)\/\.?$/, ''),
      ],
      [`${field}.read-only`, !RW],
      [`${field}.no-copy`, withoutCopy.has(Destination)],
      [`${field}.propagation`, Propagation],
    ];
  });
}

function tmpfsLines({ HostConfig }: Inspected): [string, unknown][] {
  const mounted = (HostConfig.Mounts ?? []).filter(({ Type }) => Type === 'tmpfs');
  return [
    ...Object.entries(HostConfig.Tmpfs ?? {}).map(([target, options]): [string, unknown] => [
      `tmpfs.${target}`,
      `:${options}`,
    ]),
    ...mounted.map((mount): [string, unknown] => [`tmpfs.${mount.Target}`, `:${optionsOf(mount)}`]),
  ];
}

function optionsOf({ TmpfsOptions = {} }: HostMount): string {
  const { SizeBytes, Mode } = TmpfsOptions;
  return [...(SizeBytes ? [`size=${SizeBytes}`] : []), ...(Mode ? [`mode=${Mode.toString(8)}`] : [])].join(
    ',',
  );
}

/** Docker takes an empty value, and no value, as its default. `Init` alone has three. */
function isUnset(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === undefined || value === '' || value === 0 || value === false;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([key, item]) => [key, sorted(item)]));
}
