import { stringify } from 'yaml';
import { deepEscaped } from './render-parts';
import { shellWords } from './shell-words';

export type Conversion =
  | { ok: true; compose: string; notes: readonly string[] }
  | { ok: false; message: string };

type Service = Record<string, unknown>;

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

/** `name=value` into a map below a key. */
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
const valued: Readonly<Record<string, Put>> = {
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

/** Those without one. */
const switches: Readonly<Record<string, (service: Service) => void>> = {
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

const shortNames: Readonly<Record<string, string>> = {
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

/** `docker run …` as a compose file. What an option asks for is judged afterwards, like in any other file. */
export function convertDockerRun(text: string): Conversion {
  const words = shellWords(text.trim());
  return words === null ? refused('A quote is not closed.') : convertDockerWords(words);
}

/** The same for a command that is split into its words. */
export function convertDockerWords(given: readonly string[]): Conversion {
  const words = [...given];
  while (['sudo', 'docker', 'podman', 'container', 'run'].includes(words[0] ?? '')) words.shift();
  const service: Service = {};
  const notes: string[] = [];
  while (words[0]?.startsWith('-') === true) {
    const problem = takeOption(words, service, notes);
    if (problem !== null) return refused(problem);
  }
  const image = words.shift();
  if (image === undefined) return refused('The command names no image.');
  const name = serviceName(service.container_name, image);
  const complete = { image, ...service, ...(words.length > 0 && { command: words }) };
  return {
    ok: true,
    compose: stringify({ services: { [name]: deepEscaped(complete) } }, { lineWidth: 0 }),
    notes,
  };
}

function refused(message: string): Conversion {
  return { ok: false, message };
}

/** Take one option and its value from the front of the words. Answers what is wrong with it, or null. */
function takeOption(words: string[], service: Service, notes: string[]): string | null {
  const word = words.shift() ?? '';
  if (word === '--') return null;
  if (!word.startsWith('--')) return takeShort(word.slice(1), words, service);
  const [, name = '', inline] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const toggle = Object.hasOwn(switches, name) ? switches[name] : undefined;
  if (toggle) {
    if (inline !== 'false') toggle(service);
    return null;
  }
  const put = Object.hasOwn(valued, name) ? valued[name] : undefined;
  if (!put) return `The option --${name.slice(0, 40)} has no counterpart in a compose file.`;
  const value = inline ?? words.shift();
  if (value === undefined) return `The option --${name} needs a value.`;
  if ((name === 'network' || name === 'net') && value !== 'host' && value !== 'none')
    notes.push(`The network ${value.slice(0, 80)} is left out: a stack has a network of its own.`);
  put(service, value);
  return null;
}

/** `-it`, `-p 80:80`, `-p80:80`. */
function takeShort(letters: string, words: string[], service: Service): string | null {
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] ?? '';
    const name = Object.hasOwn(shortNames, letter) ? (shortNames[letter] ?? '') : '';
    const toggle = switches[name];
    const put = valued[name];
    if (toggle) toggle(service);
    else if (put) {
      const rest = letters.slice(index + 1).replace(/^=/, '');
      const value = rest === '' ? words.shift() : rest;
      if (value === undefined) return `The option -${letter} needs a value.`;
      put(service, value);
      return null;
    } else return `The option -${letter} has no counterpart in a compose file.`;
  }
  return null;
}

/** The name of the container, else that of the image. */
function serviceName(container: unknown, image: string): string {
  const base =
    typeof container === 'string' ? container : (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '');
  const name = base
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'app' : name.slice(0, 63);
}
