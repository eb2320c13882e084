/** A difference from Coolify's document that is intended, in the words of `compare`. */
interface Difference {
  because: string;
  operations: readonly string[];
  differences: readonly string[];
}

const sourceCreations = ['public', 'private-github-app', 'private-deploy-key'].map(
  (source) => `POST /applications/${source}`,
);
const databaseCreations = [
  'postgresql',
  'mysql',
  'mariadb',
  'mongodb',
  'redis',
  'clickhouse',
  'dragonfly',
  'keydb',
].map((engine) => `POST /databases/${engine}`);

/** All differences of tiers 1 and 2: corrections of coolify-api §3.1, and what other sections of it say otherwise. */
export const intendedDifferences: readonly Difference[] = [
  {
    because: '§3.1: health never needs a token',
    operations: ['GET /health'],
    differences: ['never answers 401'],
  },
  {
    because: '§3.1: at least one of environment_name and environment_uuid, not both',
    operations: [
      ...sourceCreations,
      'POST /applications/dockerfile',
      'POST /applications/dockerimage',
      ...databaseCreations,
      'POST /services',
    ],
    differences: ['body does not require environment_name, environment_uuid'],
  },
  {
    because: '§3.1: creations of databases answer 201',
    operations: databaseCreations,
    differences: ['never answers 200'],
  },
  {
    because: '§3.1: name is required',
    operations: ['POST /projects'],
    differences: ['body requires name'],
  },
  {
    because: '§3.1: an object',
    operations: ['GET /databases/{uuid}'],
    differences: ['200 is object, not string'],
  },
  {
    because: '§3.1: a list of full objects',
    operations: ['GET /resources'],
    differences: ['200 is array, not string'],
  },
  {
    because: '§3.1: {count, deployments}, not a list of applications',
    operations: ['GET /deployments/applications/{uuid}'],
    differences: ['200 is object, not array'],
  },
  {
    because: '§1 and §3.1: environments are created with a name only, which is required',
    operations: ['POST /projects/{uuid}/environments'],
    differences: ['body requires name'],
  },
  {
    because: '§1: key is required',
    operations: [
      'POST /applications/{uuid}/envs',
      'POST /databases/{uuid}/envs',
      'POST /services/{uuid}/envs',
      'POST /projects/{uuid}/envs',
      'POST /projects/{uuid}/environments/{environment_name_or_uuid}/envs',
      'POST /servers/{uuid}/envs',
    ],
    differences: ['body requires key'],
  },
  {
    because: '§1 and §3.4: ip and private_key_uuid are required',
    operations: ['POST /servers'],
    differences: ['body requires ip, private_key_uuid'],
  },
  {
    because: '§1 and §3.4: the body names the key',
    operations: ['PATCH /security/keys'],
    differences: ['body requires uuid'],
  },
  {
    because: '§2: entries are {name, domain}; one without either of them sets nothing',
    operations: [...sourceCreations, 'PATCH /applications/{uuid}'],
    differences: ['body requires docker_compose_domains[].name, docker_compose_domains[].domain'],
  },
  {
    because: '§2: entries are {name, url}; one without either of them sets nothing',
    operations: ['POST /services', 'PATCH /services/{uuid}'],
    differences: ['body requires urls[].name, urls[].url'],
  },
  {
    because: '§4.2: always omitted',
    operations: ['GET /deployments'],
    differences: ['200 lacks [].configuration_snapshot, [].configuration_diff'],
  },
  {
    because: '§4.2: always omitted',
    operations: ['GET /deployments/{uuid}'],
    differences: ['200 lacks configuration_snapshot, configuration_diff'],
  },
  {
    because: '§5.3: lists are arrays; Coolify describes these two by a sentence',
    operations: ['GET /databases', 'GET /databases/{uuid}/backups'],
    differences: ['200 is array, not string'],
  },
  {
    because:
      '§5.4: updates of servers answer {uuid}; Prefer: return=representation answers the server (§5.7)',
    operations: ['PATCH /servers/{uuid}'],
    differences: [
      '201 lacks id, name, description, ip, user, port, proxy, proxy_type, high_disk_usage_notification_sent, ' +
        'unreachable_notification_sent, unreachable_count, validation_logs, log_drain_notification_sent, ' +
        'swarm_cluster, settings',
    ],
  },
];
