/** A service of a compose file under construction. */
export type Service = Record<string, unknown>;

/** Puts the value of an option into a service. */
type Put = (service: Service, value: string) => void;

const set =
  (key: string): Put =>
  (service, value) => {
    service[key] = value;
  };

const append =
  (key: string): Put =>
  (service, value) => {
    const list: unknown = service[key];
    service[key] = [...(Array.isArray(list) ? list : []), value];
  };

const health =
  (key: string): Put =>
  (service, value) => {
    service.healthcheck = { ...mapOf(service.healthcheck), [key]: key === 'retries' ? Number(value) : value };
  };

/** Put `name=value` into a map below a key. */
const pair =
  (key: string, read: (value: string) => unknown = (value) => value): Put =>
  (service, value) => {
    const equals = value.indexOf('=');
    const name = equals === -1 ? value : value.slice(0, equals);
    service[key] = { ...mapOf(service[key]), [name]: read(equals === -1 ? '' : value.slice(equals + 1)) };
  };

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const network: Put = (service, value) => {
  if (value === 'host' || value === 'none') service.network_mode = value;
};

const mount: Put = (service, value) => {
  const given = Object.fromEntries(
    value.split(',').map((part) => {
      const [key = '', ...rest] = part.split('=');
      return [key, rest.join('=')];
    }),
  );
  const isReadOnly = ['readonly', 'ro'].some((key) => key in given && given[key] !== 'false');
  const list: unknown = service.volumes;
  service.volumes = [
    ...(Array.isArray(list) ? list : []),
    {
      type: given.type ?? 'volume',
      ...((given.source ?? given.src) === undefined ? {} : { source: given.source ?? given.src }),
      target: given.target ?? given.destination ?? given.dst ?? '',
      ...(isReadOnly && { read_only: true }),
    },
  ];
};

const ulimit = (value: string): unknown => {
  const [soft = '', hard] = value.split(':');
  return hard === undefined ? Number(soft) : { soft: Number(soft), hard: Number(hard) };
};

const logging =
  (part: 'driver' | 'options'): Put =>
  (service, value) => {
    const before = mapOf(service.logging);
    if (part === 'driver') service.logging = { ...before, driver: value };
    else {
      const equals = value.indexOf('=');
      const options = { ...mapOf(before.options), [value.slice(0, equals)]: value.slice(equals + 1) };
      service.logging = { ...before, options };
    }
  };

/** Options of `docker run` that take a value. */
export const valued: Readonly<Record<string, Put>> = {
  'add-host': append('extra_hosts'),
  'cap-add': append('cap_add'),
  'cap-drop': append('cap_drop'),
  'cgroup-parent': set('cgroup_parent'),
  'cpu-shares': set('cpu_shares'),
  cpus: set('cpus'),
  'cpuset-cpus': set('cpuset'),
  device: append('devices'),
  'device-cgroup-rule': append('device_cgroup_rules'),
  dns: append('dns'),
  'dns-option': append('dns_opt'),
  'dns-search': append('dns_search'),
  entrypoint: (service, value) => {
    service.entrypoint = [value];
  },
  env: append('environment'),
  expose: append('expose'),
  gpus: (service, value) => {
    service.gpus = value === 'all' ? value : [{ count: Number(value) }];
  },
  'group-add': append('group_add'),
  'health-cmd': health('test'),
  'health-interval': health('interval'),
  'health-retries': health('retries'),
  'health-start-period': health('start_period'),
  'health-timeout': health('timeout'),
  hostname: set('hostname'),
  ipc: set('ipc'),
  label: append('labels'),
  'log-driver': logging('driver'),
  'log-opt': logging('options'),
  memory: set('mem_limit'),
  'memory-reservation': set('mem_reservation'),
  'memory-swap': set('memswap_limit'),
  mount,
  name: set('container_name'),
  net: network,
  network,
  pid: set('pid'),
  'pids-limit': set('pids_limit'),
  platform: set('platform'),
  publish: append('ports'),
  pull: set('pull_policy'),
  restart: set('restart'),
  runtime: set('runtime'),
  'security-opt': append('security_opt'),
  'shm-size': set('shm_size'),
  'stop-signal': set('stop_signal'),
  'stop-timeout': (service, value) => {
    service.stop_grace_period = `${value}s`;
  },
  sysctl: pair('sysctls'),
  tmpfs: append('tmpfs'),
  ulimit: pair('ulimits', ulimit),
  user: set('user'),
  userns: set('userns_mode'),
  volume: append('volumes'),
  workdir: set('working_dir'),
};

const yes =
  (key: string): ((service: Service) => void) =>
  (service) => {
    service[key] = true;
  };

/** Options without a value. */
export const switches: Readonly<Record<string, (service: Service) => void>> = {
  detach: () => undefined,
  init: yes('init'),
  interactive: yes('stdin_open'),
  'no-healthcheck': (service) => {
    service.healthcheck = { disable: true };
  },
  privileged: yes('privileged'),
  'publish-all': () => undefined,
  'read-only': yes('read_only'),
  rm: () => undefined,
  tty: yes('tty'),
};

/** Short options with their long names. */
export const shortNames: Readonly<Record<string, string>> = {
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  P: 'publish-all',
  p: 'publish',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir',
};
