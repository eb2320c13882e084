import { Secret } from '../../domain/secret';
import type { DatabaseKind } from './types';
import { databaseUrl } from './url';

const selectOne = ['--query', 'SELECT 1'];

/** The image writes the user of its variables into the configuration at every start. */
export const clickhouse: DatabaseKind = {
  port: 9000,
  dataFolder: () => '/var/lib/clickhouse',
  folderVariable: null,
  variables: ({ user, password, database }) => ({
    CLICKHOUSE_USER: user,
    CLICKHOUSE_PASSWORD: password,
    CLICKHOUSE_DB: database,
    CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT: '1',
  }),
  files: () => [],
  command: () => null,
  // The client takes user and password from the variables of the container.
  health: () => ['clickhouse-client', ...selectOne],
  signIn: ({ host, user, password }) => ({
    argv: ['clickhouse-client', `--host=${host}`, ...selectOne],
    env: { CLICKHOUSE_USER: new Secret(user), CLICKHOUSE_PASSWORD: password },
  }),
  changeCredentials: () => ({ kind: 'restart' }),
  dumps: null,
  url: ({ user, password, database }, { host, port }) =>
    databaseUrl({ scheme: 'clickhouse', user, password, host, port, rest: `/${database}` }),
};
