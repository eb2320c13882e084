// Databases from Debian's packages under the names that the product uses by default. Their entrypoints honour the
// variables of the official images; what is inside is Debian's version.

import { existsSync } from 'node:fs';
import { chmod, cp, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { librariesOf } from '../../../scripts/images/debian-libraries.mjs';
import { copyProgram, layFolders, layTexts } from '../../../scripts/images/root-files.mjs';
import { unpackAllDebian } from '../../../scripts/images/unpack-debian.mjs';
import { digestOf, type ImageConfig, layersOf, packed } from '../../../scripts/images.mjs';

const path = (...first: string[]) => `PATH=${[...first, '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':')}`;

interface Recipe {
  packages: readonly string[];
  /** The account that the engine runs as. */
  account: string;
  programs: readonly string[];
  /** Files and folders of the packages, as they are. */
  copies?: readonly string[];
  /** A file beside this one → its place. */
  scripts: Readonly<Record<string, string>>;
  texts?: Readonly<Record<string, string>>;
  folders: readonly string[];
  links?: Readonly<Record<string, string>>;
  config: ImageConfig;
}

const entrypoint = { Entrypoint: ['/usr/local/bin/docker-entrypoint.sh'] };
const postgresBin = '/usr/lib/postgresql/15/bin';
const postgresPrograms = ['postgres', 'initdb', 'psql', 'pg_isready', 'pg_dump', 'pg_dumpall', 'pg_restore'];

/** An image of an engine that Debian does not pack: it checks what it is given, as the official one would. */
function standIn(account: string, server: string, clients: string[]): Recipe {
  return {
    packages: [],
    account: `${account}:x:999:999::/:/bin/sh`,
    programs: [],
    scripts: { 'stand-in.sh': 'usr/local/bin/docker-entrypoint.sh' },
    folders: ['data'],
    links: Object.fromEntries(clients.map((client) => [`usr/local/bin/${client}`, 'docker-entrypoint.sh'])),
    config: { ...entrypoint, Env: [path('/usr/local/bin')], Cmd: [server] },
  };
}

const recipes = {
  'postgres:16-alpine': {
    packages: ['postgresql-15', 'postgresql-client-15'],
    account: 'postgres:x:70:70::/var/lib/postgresql:/bin/sh',
    programs: postgresPrograms.map((program) => `${postgresBin}/${program}`),
    copies: [
      ...['plpgsql', 'dict_snowball', 'libpqwalreceiver'].map(
        (name) => `usr/lib/postgresql/15/lib/${name}.so`,
      ),
      'usr/share/postgresql/15',
    ],
    scripts: { 'postgresql.sh': 'usr/local/bin/docker-entrypoint.sh' },
    folders: ['var/lib/postgresql/data', 'var/run/postgresql'],
    config: {
      ...entrypoint,
      Env: [path('/usr/local/bin', postgresBin), 'PG_MAJOR=15', 'PGDATA=/var/lib/postgresql/data'],
      Cmd: ['postgres'],
      ExposedPorts: { '5432/tcp': {} },
      StopSignal: 'SIGINT',
    },
  },
  'mariadb:11': {
    packages: ['mariadb-server-core', 'mariadb-client-core', 'mariadb-client'],
    account: 'mysql:x:999:999::/var/lib/mysql:/bin/sh',
    programs: [
      '/usr/sbin/mariadbd',
      ...['mariadb', 'mariadb-dump', 'my_print_defaults', 'resolveip'].map(
        (program) => `/usr/bin/${program}`,
      ),
    ],
    copies: ['usr/share/mysql', 'usr/bin/mariadb-install-db'],
    scripts: {
      'mariadb.sh': 'usr/local/bin/docker-entrypoint.sh',
      'healthcheck.sh': 'usr/local/bin/healthcheck.sh',
    },
    texts: {
      'etc/mysql/my.cnf':
        '[mysqld]\nskip-name-resolve\nsocket=/run/mysqld/mysqld.sock\n[client]\nsocket=/run/mysqld/mysqld.sock\n!includedir /etc/mysql/conf.d/\n',
    },
    folders: ['var/lib/mysql', 'run/mysqld', 'etc/mysql/conf.d', 'usr/lib/mysql/plugin'],
    config: {
      ...entrypoint,
      Env: [path('/usr/local/bin'), 'MARIADB_VERSION=1:10.11'],
      Cmd: ['mariadbd'],
      ExposedPorts: { '3306/tcp': {} },
    },
  },
  'redis:7.2': {
    packages: ['redis-server', 'redis-tools'],
    account: 'redis:x:999:999::/data:/bin/sh',
    programs: ['/usr/bin/redis-check-rdb', '/usr/bin/redis-cli'],
    // The server is the same program under another name.
    links: { 'usr/bin/redis-server': 'redis-check-rdb' },
    scripts: { 'redis.sh': 'usr/local/bin/docker-entrypoint.sh' },
    folders: ['data', 'usr/local/etc/redis'],
    config: {
      ...entrypoint,
      Env: [path('/usr/local/bin'), 'REDIS_VERSION=7.0.15'],
      Cmd: ['redis-server'],
      ExposedPorts: { '6379/tcp': {} },
      WorkingDir: '/data',
    },
  },
  'clickhouse/clickhouse-server:latest': {
    packages: ['clickhouse-server', 'clickhouse-client', 'clickhouse-common', 'tzdata'],
    account: 'clickhouse:x:101:101::/var/lib/clickhouse:/bin/sh',
    programs: ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-client'],
    copies: ['usr/share/zoneinfo/UTC'],
    scripts: {
      'clickhouse.sh': 'entrypoint.sh',
      'clickhouse-client.sh': 'usr/local/bin/clickhouse-client',
    },
    texts: {
      'etc/clickhouse-server/config.xml': `<yandex>
  <logger><level>warning</level><console>1</console></logger>
  <http_port>8123</http_port><tcp_port>9000</tcp_port>
  <listen_host>0.0.0.0</listen_host>
  <max_connections>100</max_connections>
  <mark_cache_size>5368709120</mark_cache_size>
  <path>/var/lib/clickhouse/</path><tmp_path>/var/lib/clickhouse/tmp/</tmp_path>
  <users_config>users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
</yandex>
`,
    },
    folders: ['var/lib/clickhouse', 'var/log/clickhouse-server'],
    config: {
      Entrypoint: ['/entrypoint.sh'],
      Env: [path('/usr/local/bin'), 'TZ=UTC'],
      Cmd: [],
      ExposedPorts: { '9000/tcp': {}, '8123/tcp': {} },
    },
  },
  'alpine/socat:1.8.0.3': {
    packages: ['socat'],
    account: 'socat:x:999:999::/:/bin/sh',
    programs: ['/usr/bin/socat'],
    scripts: {},
    folders: [],
    config: { Env: [path()], Entrypoint: ['socat'] },
  },
  'mysql:8': standIn('mysql', 'mysqld', ['mysql', 'mysqladmin']),
  'mongo:7': standIn('mongodb', 'mongod', ['mongosh']),
  'eqalpha/keydb:latest': standIn('keydb', 'keydb-server', ['keydb-cli']),
} satisfies Record<string, Recipe>;

export type DatabaseImage = keyof typeof recipes;
export const databaseImages = Object.keys(recipes) as DatabaseImage[]; // the keys of an object that is known

/** The archive of one image for `docker load`; made once on a machine. */
export async function databaseImageArchive(name: DatabaseImage): Promise<string> {
  const recipe: Recipe = recipes[name];
  const names = [...recipe.packages, ...(await librariesOf(recipe.packages))];
  const packages = await unpackAllDebian(names);
  const scripts = await scriptTexts(recipe);
  const layer = {
    key: digestOf([
      JSON.stringify(recipe),
      JSON.stringify(scripts),
      ...packages.map(({ version }) => version),
    ]),
    lay: (root: string) =>
      layEngine(
        root,
        recipe,
        scripts,
        packages.map((each) => each.root),
      ),
  };
  return packed(name, [...(await layersOf('busybox:stable')), layer], recipe.config);
}

async function scriptTexts({ scripts }: Recipe): Promise<Record<string, string>> {
  const entries = Object.entries(scripts).map(async ([file, place]) => {
    const url = new URL(`${file}`, import.meta.url);
    return [`${place}+x`, await readFile(url, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function layEngine(
  root: string,
  recipe: Recipe,
  scripts: Record<string, string>,
  packages: readonly string[],
): Promise<void> {
  const own = packages.slice(0, recipe.packages.length);
  await layTexts(root, {
    'etc/passwd': `root:x:0:0:root:/root:/bin/sh\n${recipe.account}\n`,
    'etc/group': `root:x:0:\n${recipe.account.split(':')[0]}:x:${recipe.account.split(':')[3]}:\n`,
    ...recipe.texts,
    ...scripts,
  });
  await layFolders(root, ['tmp', ...recipe.folders]);
  await chmod(join(root, 'tmp'), 0o1777);
  for (const program of recipe.programs) await copyProgram(ownerOf(own, program), root, program, packages);
  for (const file of recipe.copies ?? [])
    await cp(join(ownerOf(own, file), file), join(root, file), { recursive: true, dereference: true });
  for (const [link, target] of Object.entries(recipe.links ?? {})) await symlink(target, join(root, link));
}

function ownerOf(packages: readonly string[], file: string): string {
  const owner = packages.find((root) => existsSync(join(root, file)));
  if (owner === undefined) throw new Error(`No package has ${file}`);
  return owner;
}
