import { z } from 'zod';
import { build, envFiles } from './build';
import { cpus, deploy, pids, replicas, restart } from './deploy';
import {
  command,
  duration,
  filledLine,
  flag,
  integer,
  labels,
  line,
  lineList,
  pairs,
  record,
  size,
  text,
  textMap,
} from './forms';
import { healthcheck } from './health';
import { capabilities, devices, gpus, hostOrOwn, ipcNamespace, processNamespace } from './host';
import { imageReference } from './image';
import { mounts, tmpfs } from './mounts';
import { expose, ports } from './ports';
import {
  configGrants,
  dependsOn,
  extraHosts,
  links,
  networkMode,
  networks,
  secretGrants,
  volumesFrom,
} from './relations';

const ulimitValue = integer(-1, Number.MAX_SAFE_INTEGER);

const ulimits = z
  .record(
    z.string().regex(/^[a-z]{2,20}$/, 'Is not a limit that Docker supports.'),
    z.union(
      [
        ulimitValue.transform((both) => ({ soft: both, hard: both })),
        record({ soft: ulimitValue, hard: ulimitValue }),
      ],
      'Must be a number, or soft and hard.',
    ),
    'Must be a map of limits.',
  )
  .transform((limits) => Object.entries(limits).map(([name, limit]) => ({ name, ...limit })));

/** Empty for none. A trailing dot is the DNS root. */
const hostName = line
  .refine((name) => /^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252})?$/.test(name), 'Must be a host name.')
  .transform((name) => (name === '' ? undefined : name.replace(/[.-]+$/, '')));

const pullPolicy = z
  .enum(['always', 'missing', 'if_not_present', 'never', 'build'], 'Must be always, missing, never or build.')
  .transform((policy) => (policy === 'if_not_present' ? 'missing' : policy));

const logging = record({
  driver: z
    .enum(['json-file', 'local', 'none'], 'Must be json-file or local: logs of other drivers cannot be read.')
    .optional(),
  options: textMap.optional(),
});

const swap = z.union([z.literal(['-1', -1]).transform(() => -1), size], 'Must be a size such as 1g, or -1.');

/** A service of the Compose Specification, as far as it is supported. Any other key is refused by name. */
export const serviceSchema = record({
  annotations: textMap.optional(),
  build: build.optional(),
  cap_add: capabilities.optional(),
  cap_drop: capabilities.optional(),
  cgroup: hostOrOwn.optional(),
  cgroup_parent: filledLine.optional(),
  command: command.optional(),
  configs: configGrants.optional(),
  container_name: hostName.optional(),
  cpu_shares: integer(0, 262_144).optional(),
  cpus: cpus.optional(),
  cpuset: line
    .refine(
      (cpus) => /^\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*$/.test(cpus),
      'Must be CPUs such as 0-3 or 0,2.',
    )
    .optional(),
  depends_on: dependsOn.optional(),
  deploy: deploy.optional(),
  device_cgroup_rules: lineList.optional(),
  devices: devices.optional(),
  dns: lineList.optional(),
  dns_opt: lineList.optional(),
  dns_search: lineList.optional(),
  domainname: hostName.optional(),
  entrypoint: command.optional(),
  env_file: envFiles.optional(),
  environment: pairs.optional(),
  exclude_from_hc: flag.optional(),
  expose: expose.optional(),
  extra_hosts: extraHosts.optional(),
  gpus: gpus.optional(),
  group_add: lineList.optional(),
  healthcheck: healthcheck.optional(),
  hostname: hostName.optional(),
  image: imageReference.optional(),
  init: flag.optional(),
  ipc: ipcNamespace.optional(),
  labels: labels.optional(),
  links: links.optional(),
  logging: logging.optional(),
  mem_limit: size.optional(),
  mem_reservation: size.optional(),
  mem_swappiness: integer(0, 100).optional(),
  memswap_limit: swap.optional(),
  network_mode: networkMode.optional(),
  networks: networks.optional(),
  pid: processNamespace.optional(),
  pids_limit: pids.optional(),
  platform: filledLine
    .refine(
      (name) => /^[a-z0-9_]+(?:\/[a-z0-9_]+){0,2}$/.test(name),
      'Must be a platform such as linux/arm64.',
    )
    .optional(),
  ports: ports.optional(),
  privileged: flag.optional(),
  profiles: lineList.optional(),
  pull_policy: pullPolicy.optional(),
  read_only: flag.optional(),
  restart: restart.optional(),
  runtime: filledLine.optional(),
  scale: replicas.optional(),
  secrets: secretGrants.optional(),
  security_opt: lineList.optional(),
  shm_size: size.optional(),
  stdin_open: flag.optional(),
  stop_grace_period: duration.optional(),
  stop_signal: filledLine.optional(),
  sysctls: textMap.optional(),
  tmpfs: tmpfs.optional(),
  tty: flag.optional(),
  ulimits: ulimits.optional(),
  user: text.optional(),
  userns_mode: hostOrOwn.optional(),
  volumes: mounts.optional(),
  volumes_from: volumesFrom.optional(),
  working_dir: filledLine.optional(),
});

export type ServiceInput = z.output<typeof serviceSchema>;
