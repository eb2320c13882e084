import type { CommandsTest } from './commands.testing';

/** One run of a command between pipes. */
export interface Run {
  /** Words after those of the command itself. */
  args?: readonly string[];
  input?: string;
  /** Environment, besides the address of Gantry. */
  env?: Readonly<Record<string, string>>;
  /** Exit code; 0 if absent. */
  code?: number;
  /** What standard output must contain. */
  out: RegExp;
  /** Whether the command runs until it is interrupted, which happens once it has printed `out`. */
  isEndless?: boolean;
}

/**
 * What `--json` prints: what the API returns at a path (`{field}` is one that was printed), or exactly these fields.
 */
type Json = { path: string } | { fields: readonly string[] };

export interface Verb extends Run {
  /** Required if the command has `--json`. Its `args` replace those above if the command can run only once. */
  json?: Json & { args?: readonly string[] };
}

/** What exists before the commands run, and what they are given. */
export interface World {
  commands: CommandsTest;
  application: string;
  database: string;
  service: string;
  token: string;
  server: string;
  /** Folder with the files that commands read. */
  folder: string;
  coolify: { url: string; token: string };
  dokploy: { url: string; token: string };
  /** Who can decrypt a backup, with the file `identity`. */
  recipient: string;
  /** Environment with which operator commands find the installation. */
  installation: Readonly<Record<string, string>>;
}

const id = /^[a-z0-9]{24}\n$/;
const nothing = /^$/;
const uuid = { fields: ['uuid'] };

/** Every command of the program in the order of `docs/cli.md`, and what it prints. */
export function verbsIn(world: World): Readonly<Record<string, Verb>> {
  const { application, database, service, token, server, folder, coolify, dokploy, installation, recipient } =
    world;
  const { test } = world.commands;
  const place = ['--project', 'Project', '--server', server];
  const file = (name: string) => `${folder}/${name}`;
  const operator = { env: installation };
  const workload = { fields: ['domains', 'uuid'] };
  const urls = { fields: ['external_db_url', 'internal_db_url', 'uuid'] };
  const key = { fields: ['fingerprint', 'public_key', 'uuid'] };
  const secret = ['token', 'token_coder', 'token_coolify'];
  return {
    login: { args: ['--with-token'], input: `${world.commands.token}\n`, out: nothing },
    logout: { out: nothing },
    whoami: { out: /^user: Owner <owner@example.com>$/m, json: { path: '/tokens/current' } },
    events: {
      args: ['-f'],
      isEndless: true,
      code: 130,
      out: new RegExp(`^application\t${application}$`, 'm'),
      json: { fields: ['kind', 'uuid'] },
    },
    open: { args: ['site'], out: new RegExp(`^${test.server.url}/applications/${application}\n$`) },
    mcp: {
      input: `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`,
      out: /^\{"jsonrpc":"2.0","id":1,"result":\{\}\}\n$/,
    },
    completion: { args: ['bash'], out: /^complete .*gantry$/m },

    'apps list': { out: /^site\t/m, json: { path: '/applications?summary=1' } },
    'apps get': { args: ['site'], out: /^name: site$/m, json: { path: `/applications/${application}` } },
    'apps create': { args: ['new', '--image', 'nginx:1', ...place], out: id, json: workload },
    'apps delete': { args: ['spare', '--yes'], out: nothing },
    'apps deploy': {
      args: ['site', '--tag', '1', '--wait'],
      out: id,
      json: { path: '/deployments/{deployment_uuid}?summary=1', args: ['site', '--tag', '2', '--wait'] },
    },
    'apps rollback': { args: ['site', '--to', '1', '--wait'], out: id },
    'apps logs': { args: ['site', '-f'], isEndless: true, code: 130, out: /^listening\n$/ },
    'apps run': { args: ['--app', 'site', '--', 'ls', '-l'], out: /^from inside\n$/ },
    'apps env list': { args: ['site'], out: /^MODE\t/m, json: { path: `/applications/${application}/envs` } },
    'apps env get': { args: ['MODE', '--app', 'site'], out: /^slow\n$/ },
    'apps env set': { args: ['SECRET=-', '--app', 'site'], input: 'of a pipe\n', out: nothing },
    'apps env unset': { args: ['SECRET', '--app', 'site'], out: nothing },
    'apps env import': { args: [file('vars.env'), '--app', 'site'], out: nothing },
    'apps env diff': {
      args: ['-', '--app', 'site'],
      input: 'MODE=fast\nNEW=1\n',
      code: 1,
      out: /^\+ NEW\n$/,
    },

    'databases list': { out: /^ledger\t/m, json: { path: '/databases?summary=1' } },
    'databases get': { args: ['ledger'], out: /^name: ledger$/m, json: { path: `/databases/${database}` } },
    'databases create': { args: ['new', '--type', 'redis', ...place], out: id, json: urls },
    'databases delete': { args: ['spare', '--yes'], out: nothing },
    'databases connect': { args: ['ledger', '--print'], out: /psql -h 203\.0\.113\.9 -p 15432 .*\n$/ },
    'services list': { out: /^stack\t/m, json: { path: '/services?summary=1' } },
    'services get': { args: ['stack'], out: /^name: stack$/m, json: { path: `/services/${service}` } },
    'services create': {
      args: ['new', '--compose', file('compose.yaml'), ...place],
      out: id,
      json: workload,
    },
    'services delete': { args: ['spare', '--yes'], out: nothing },
    'projects list': { out: /^Project\t/m, json: { path: '/projects' } },
    'projects get': {
      args: ['Project'],
      out: /^name: Project$/m,
      json: { path: `/projects/${test.place.project_uuid}` },
    },
    'projects create': { args: ['spare'], out: id, json: { ...uuid, args: ['New'] } },
    'projects delete': { args: ['spare', '--yes'], out: nothing },
    'servers list': { out: /203\.0\.113\.9/, json: { path: '/servers' } },
    'servers get': { args: [server], out: /^ip: 203\.0\.113\.9$/m, json: { path: `/servers/${server}` } },
    'servers create': {
      args: ['spare', '--ip', '203.0.113.10', '--key', 'key'],
      out: id,
      json: { ...uuid, args: ['new', '--ip', '203.0.113.11', '--key', 'key'] },
    },
    'servers delete': { args: ['spare', '--yes'], out: nothing },
    'servers validate': { args: [server], out: nothing },
    'keys list': { out: /^key\t/m, json: { path: '/security/keys' } },
    'keys get': {
      args: ['key'],
      out: /^name: key$/m,
      json: { path: `/security/keys/${test.privateKeyUuid}` },
    },
    'keys create': { args: ['spare', '--generate'], out: id, json: { ...key, args: ['new', '--generate'] } },
    'keys delete': { args: ['spare', '--yes'], out: nothing },
    'tokens list': { out: /^ci\t/m, json: { path: '/tokens' } },
    'tokens get': { args: ['ci'], out: /^name: ci$/m, json: { path: `/tokens/${token}` } },
    'tokens create': {
      args: ['spare', '--abilities', 'read'],
      out: /^gnt_\S+\n$/,
      json: { fields: ['abilities', 'expires_at', 'id', 'name', 'no', 'scopes', ...secret], args: ['new'] },
    },
    'tokens delete': { args: ['spare', '--yes'], out: nothing },

    export: { args: ['Project'], out: /^version: /m },
    plan: {
      args: ['-f', file('gantry.yaml')],
      out: /gantry apply --plan /,
      json: { fields: ['changes', 'deployments', 'expires_at', 'plan_id', 'project_uuid'] },
    },
    apply: {
      args: ['-f', file('gantry.yaml'), '--yes'],
      out: id,
      json: { fields: ['applied', 'project_uuid'] },
    },
    'import coolify': {
      args: ['--url', coolify.url, '--token', '-', '--yes'],
      input: coolify.token,
      out: /^# Shop\n/,
    },
    // Without --yes it only shows its plan: the projects above already have its domains.
    'import dokploy': {
      args: ['--url', dokploy.url, '--token', '-', '--only', 'Shop'],
      input: dokploy.token,
      code: 2,
      out: /^# Shop\n/,
    },

    token: {
      ...operator,
      args: ['create', '--user', 'owner@example.com', '--name', 'x', '--abilities', 'read'],
      out: /^gnt_\S+\n$/,
    },
    audit: { ...operator, args: ['verify'], out: /^The audit trail is intact: / },
    backup: {
      ...operator,
      args: ['--out', file('backup.age'), '--recipient', recipient],
      out: /./,
    },
    restore: {
      ...operator,
      args: ['--in', file('backup.age'), '--identity', file('identity'), '--show-secrets'],
      out: /GANTRY_SECRET_KEY=/,
    },
    migrate: { ...operator, code: 1, out: nothing },
    upgrade: { ...operator, args: ['--to', file('nothing')], code: 1, out: nothing },
    rekey: { ...operator, out: /./ },
    catalogue: { ...operator, args: ['check', file('templates')], out: /^1 templates in the /m },
    convert: { ...operator, args: ['docker', 'run', 'nginx'], out: /^services:\n/ },
    doctor: { ...operator, out: /^ok {3}database: PostgreSQL .*, migrated$/m },
  };
}
