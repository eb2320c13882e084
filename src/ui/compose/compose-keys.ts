/** Top-level keys of a compose file that Gantry supports. */
const topLevel = ['services', 'volumes', 'networks', 'configs', 'secrets'];

const service =
  'annotations build cap_drop command configs container_name cpus cpu_shares cpuset depends_on deploy dns dns_opt dns_search domainname entrypoint env_file environment exclude_from_hc expose extra_hosts group_add healthcheck hostname image init labels logging mem_limit mem_reservation memswap_limit network_mode networks pids_limit platform ports profiles pull_policy read_only restart secrets shm_size stdin_open stop_grace_period stop_signal sysctls tmpfs tty ulimits user volumes working_dir'.split(
    ' ',
  );

/** Keys by their path below a service; `*` matches any name. */
const below: Readonly<Record<string, readonly string[]>> = {
  build: ['context', 'dockerfile', 'dockerfile_inline', 'args', 'target'],
  deploy: ['replicas', 'resources', 'restart_policy'],
  'deploy.resources': ['limits', 'reservations'],
  'deploy.resources.limits': ['cpus', 'memory', 'pids'],
  'deploy.resources.reservations': ['cpus', 'memory'],
  'deploy.restart_policy': ['condition', 'delay', 'max_attempts', 'window'],
  'depends_on.*': ['condition', 'required', 'restart'],
  healthcheck: ['test', 'interval', 'timeout', 'retries', 'start_period', 'start_interval', 'disable'],
  logging: ['driver', 'options'],
  'networks.*': ['aliases'],
  volumes: [
    'type',
    'source',
    'target',
    'read_only',
    'content',
    'is_directory',
    'mode',
    'volume',
    'tmpfs',
    'bind',
  ],
  ports: ['target', 'published', 'protocol', 'host_ip', 'mode'],
  configs: ['source', 'target', 'uid', 'gid', 'mode'],
  secrets: ['source', 'target', 'uid', 'gid', 'mode'],
};

const objects: Readonly<Record<string, readonly string[]>> = {
  volumes: ['name', 'external', 'labels'],
  networks: ['internal', 'labels', 'external', 'name'],
  configs: ['content', 'environment', 'file'],
  secrets: ['content', 'environment', 'file'],
};

/** Values of a key. */
const values: Readonly<Record<string, readonly string[]>> = {
  condition: ['service_started', 'service_healthy', 'service_completed_successfully'],
  restart: ['unless-stopped', 'always', 'on-failure', '"no"'],
  pull_policy: ['missing', 'always', 'never'],
  driver: ['json-file', 'local'],
  type: ['volume', 'bind', 'tmpfs'],
};

/**
 * List the completions at the end of a text: values of the key on the last line, or the keys allowed at its
 * indentation.
 * @param lines lines up to the cursor; the last one is incomplete
 */
export function composeOptions(lines: readonly string[]): readonly string[] {
  const last = lines.at(-1) ?? '';
  const value = /^\s*(?:- )?([a-z_]+):\s+\S*$/.exec(last);
  if (value?.[1]) return values[value[1]] ?? [];
  if (!/^\s*(?:- )?[a-z_]*$/.test(last)) return [];
  return keysAt(placeOf(lines));
}

function keysAt(place: readonly string[]): readonly string[] {
  const [section = '', name, ...path] = place;
  if (place.length === 0) return topLevel;
  if (name === undefined) return [];
  if (section !== 'services') return path.length === 0 ? (objects[section] ?? []) : [];
  if (path.length === 0) return service;
  const [first = '', ...rest] = path;
  return below[path.join('.')] ?? below[[first, ...rest.map(() => '*')].join('.')] ?? [];
}

/** Keys above the last line, from the top: each is less indented than the one below it. */
function placeOf(lines: readonly string[]): string[] {
  const place: string[] = [];
  let indent = depthOf(lines.at(-1) ?? '');
  for (const line of lines.slice(0, -1).reverse()) {
    const key = /^\s*(?:- )?["']?([A-Za-z0-9_.-]+)["']?:\s*(?:#.*)?$/.exec(line)?.[1];
    const depth = depthOf(line);
    if (line.trim() === '' || line.trimStart().startsWith('#') || depth >= indent) continue;
    if (key === undefined) continue;
    place.unshift(key);
    indent = depth;
  }
  return place;
}

/** Indentation of a line; the dash of a list item counts as part of it. */
function depthOf(line: string): number {
  return /^\s*(?:- )?/.exec(line)?.[0].length ?? 0;
}
