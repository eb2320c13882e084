import type { Dump } from '../../domain/database/dump';
import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { tlsPaths } from './tls';
import type { CredentialChange, DatabaseKind, DatabaseSettings, DumpedDatabase } from './types';
import { databaseUrl } from './url';

const configurationPath = '/etc/mongo/gantry.conf';

export const mongodb: DatabaseKind = {
  port: 27017,
  dataFolder: () => '/data/db',
  furtherFolders: { config: '/data/configdb' },
  folderVariable: null,
  variables: ({ user, password, database }) => ({
    MONGO_INITDB_ROOT_USERNAME: user,
    MONGO_INITDB_ROOT_PASSWORD: password,
    MONGO_INITDB_DATABASE: database,
  }),
  files: ({ configuration }) =>
    configuration === null ? [] : [{ path: configurationPath, content: configuration }],
  command: ({ configuration }) =>
    configuration === null ? null : ['mongod', '--config', configurationPath, '--auth', '--bind_ip_all'],
  health: ({ tls }) => [
    'mongosh',
    '--quiet',
    '--norc',
    ...(tls ? ['--tls', `--tlsCAFile=${tlsPaths.authority}`] : []),
    '--eval',
    'quit(db.adminCommand({ ping: 1 }).ok === 1 ? 0 : 1)',
  ],
  signIn: (settings) =>
    shell(settings, settings.host, 'admin.runCommand({ connectionStatus: 1 }).ok || quit(1);'),
  changeCredentials,
  tls: {
    port: 27017,
    account: 'mongodb',
    entrypoint: 'docker-entrypoint.sh',
    command: ({ configuration, tls }) => [
      'mongod',
      ...(configuration === null ? [] : ['--config', configurationPath]),
      ...['--auth', '--bind_ip_all', '--tlsMode', serverModes[tls?.mode ?? ''] ?? 'requireTLS'],
      ...['--tlsCertificateKeyFile', tlsPaths.both, '--tlsCAFile', tlsPaths.authority],
      '--tlsAllowConnectionsWithoutCertificates',
    ],
  },
  dumps: {
    database: (settings, { name, without }) =>
      dumpOf(settings, {
        write: [`--db=${name}`, ...without.map((collection) => `--excludeCollection=${collection}`)],
        read: [`--nsInclude=${name}.*`],
      }),
    all: (settings) => dumpOf(settings, { write: [], read: ['--nsExclude=admin.system.users'] }),
    count: countOf,
  },
  url: urlOf,
};

/** Modes that do not demand encryption; all others do. */
const serverModes: Readonly<Record<string, string>> = { allow: 'allowTLS', prefer: 'preferTLS' };
/** URL options for each mode; drivers check the certificate unless told not to. */
const clientModes: Readonly<Record<string, string>> = {
  prefer: '&tls=true&tlsInsecure=true',
  require: '&tls=true&tlsInsecure=true',
  'verify-full': '&tls=true',
};

interface UrlAddress {
  host: string;
  port: number;
}

function urlOf(settings: DatabaseSettings, address: UrlAddress): Secret {
  return urlWith(settings, address, clientModes[settings.tls?.mode ?? ''] ?? '');
}

function urlWith(
  { user, password, database }: DatabaseSettings,
  address: UrlAddress,
  options: string,
): Secret {
  const rest = `/${database}?authSource=admin&directConnection=true${options}`;
  return databaseUrl({ scheme: 'mongodb', user, password, ...address, rest });
}

/** Make a shell command. The scripts are fixed; values reach them through the environment. */
function shell(settings: DatabaseSettings, host: string, text: string): ContainerCommand {
  return {
    argv: [
      'mongosh',
      '--nodb',
      '--quiet',
      '--norc',
      '--eval',
      `const admin = connect(process.env.GANTRY_URL).getSiblingDB('admin'); ${text}`,
    ],
    env: {
      GANTRY_URL: urlWith(
        settings,
        { host, port: mongodb.port },
        settings.tls ? `&tls=true&tlsCAFile=${tlsPaths.authority}` : '',
      ),
    },
  };
}

const countDocuments = `const { GANTRY_DATABASE: only, GANTRY_WITHOUT: without } = process.env;
const own = ['admin', 'config', 'local'];
const all = admin.adminCommand({ listDatabases: 1, nameOnly: true }).databases.map(({ name }) => name);
let tables = 0, rows = 0;
for (const name of only ? [only] : all.filter((each) => !own.includes(each))) {
  const place = admin.getSiblingDB(name);
  for (const { name: collection, type } of place.getCollectionInfos()) {
    if (type !== 'collection' || /^system[.]/.test(collection) || without.split(',').includes(collection)) continue;
    tables += 1;
    rows += place.getCollection(collection).countDocuments({});
  }
}
print(tables + ' ' + rows);`;

function countOf(settings: DatabaseSettings, database: DumpedDatabase | null): ContainerCommand {
  const { argv, env } = shell(settings, settings.host, countDocuments);
  const of = { GANTRY_DATABASE: database?.name ?? '', GANTRY_WITHOUT: database?.without.join(',') ?? '' };
  const named = Object.entries(of).map(([key, value]) => [key, new Secret(value)]);
  return { argv, env: { ...env, ...Object.fromEntries(named) } };
}

const setUser = `const { GANTRY_USER: user, GANTRY_PASSWORD: pwd } = process.env;
if (admin.getUser(user)) admin.changeUserPassword(user, pwd);
else admin.createUser({ user, pwd, roles: ['root'] });`;

function changeCredentials(before: DatabaseSettings, after: DatabaseSettings): CredentialChange {
  const change = shell(before, '127.0.0.1', setUser);
  const settle = shell(
    after,
    '127.0.0.1',
    'if (admin.getUser(process.env.GANTRY_OLD_USER)) admin.dropUser(process.env.GANTRY_OLD_USER);',
  );
  return {
    kind: 'statements',
    change: {
      ...change,
      env: { ...change.env, GANTRY_USER: new Secret(after.user), GANTRY_PASSWORD: after.password },
    },
    settle:
      before.user === after.user
        ? null
        : { ...settle, env: { ...settle.env, GANTRY_OLD_USER: new Secret(before.user) } },
  };
}

/** Write the password to a file for MongoDB's tools, because standard input is the archive. */
const passwordFile = `umask 077
file=$(mktemp)
trap 'rm -f "$file"' EXIT
printf 'password: "%s"\\n' "$GANTRY_PASSWORD" > "$file"
program=$1
shift
"$program" --config="$file" "$@"`;

function withPasswordFile(
  program: string,
  { user, password, tls }: DatabaseSettings,
  options: readonly string[],
): ContainerCommand {
  const common = [`--username=${user}`, '--authenticationDatabase=admin', '--archive', '--gzip'];
  if (tls) common.push('--ssl', `--sslCAFile=${tlsPaths.authority}`);
  return {
    argv: ['sh', '-ec', passwordFile, 'sh', program, ...common, ...options],
    env: { GANTRY_PASSWORD: password },
  };
}

function dumpOf(
  settings: DatabaseSettings,
  { write, read }: { write: readonly string[]; read: readonly string[] },
): Dump {
  return {
    ending: 'archive.gz',
    isPlain: false,
    write: withPasswordFile('mongodump', settings, write),
    check: withPasswordFile('mongorestore', settings, ['--dryRun', ...read]),
    read: withPasswordFile('mongorestore', settings, ['--drop', ...read]),
  };
}
