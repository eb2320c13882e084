import { buildCommand, buildRouteMap } from '@stricli/core';
import type { ConnectFlags } from '../databases/connect';
import { placeFlags } from '../flags';
import type { Terminal } from '../terminal';
import { nameArgument } from './arguments';
import { resourceVerbs } from './resources';

/** `databases`. */
export const databasesRoute = buildRouteMap<string, Terminal>({
  routes: {
    ...resourceVerbs('databases', 'database'),
    connect: buildCommand<ConnectFlags, [string], Terminal>({
      loader: async () => (await import('../databases/connect')).connect,
      parameters: {
        flags: {
          ...placeFlags,
          print: {
            kind: 'boolean',
            optional: true,
            withNegated: false,
            brief: 'Print the command without the password, and do not run it',
          },
        },
        positional: nameArgument('database'),
      },
      docs: {
        brief: 'Open a database with its own client',
        fullDescription:
          'Open a database with its own client (psql, mysql, mongosh, redis-cli, clickhouse-client), over its public port. The password is passed in the environment; mongosh asks for it. Exits with the client’s exit code.',
      },
    }),
  },
  docs: { brief: 'Databases' },
});
