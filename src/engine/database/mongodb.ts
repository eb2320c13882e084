import { Secret } from '../../domain/secret';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { CredentialChange, DatabaseKind, DatabaseSettings } from './types';
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
  health: () => [
    'mongosh',
    '--quiet',
    '--norc',
    '--eval',
    'quit(db.adminCommand({ ping: 1 }).ok === 1 ? 0 : 1)',
  ],
  signIn: (settings) =>
    shell(settings, settings.host, 'admin.runCommand({ connectionStatus: 1 }).ok || quit(1);'),
  changeCredentials,
  dumps: {
    dump: (settings) => withPasswordFile('mongodump', settings, []),
    restore: (settings) => withPasswordFile('mongorestore', settings, ['--drop']),
  },
  url: urlOf,
};

function urlOf(
  { user, password, database }: DatabaseSettings,
  address: { host: string; port: number },
): Secret {
  const rest = `/${database}?authSource=admin&directConnection=true`;
  return databaseUrl({ scheme: 'mongodb', user, password, ...address, rest });
}

/** The scripts are fixed texts; what differs reaches them through the environment. */
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
    env: { GANTRY_URL: urlOf(settings, { host, port: mongodb.port }) },
  };
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

/** MongoDB's tools take a password from a file; standard input is the archive's. */
const passwordFile = `umask 077
file=$(mktemp)
trap 'rm -f "$file"' EXIT
printf 'password: "%s"\\n' "$GANTRY_PASSWORD" > "$file"
program=$1
shift
"$program" --config="$file" "$@"`;

function withPasswordFile(
  program: string,
  { user, password, database }: DatabaseSettings,
  options: readonly string[],
): ContainerCommand {
  const selected = program === 'mongodump' ? `--db=${database}` : `--nsInclude=${database}.*`;
  return {
    argv: [
      'sh',
      '-ec',
      passwordFile,
      'sh',
      program,
      `--username=${user}`,
      '--authenticationDatabase=admin',
      '--archive',
      '--gzip',
      selected,
      ...options,
    ],
    env: { GANTRY_PASSWORD: password },
  };
}
