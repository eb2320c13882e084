import { buildCommand, buildRouteMap } from '@stricli/core';
import { placeFlags } from '../flags';
import type { ValidateFlags } from '../servers/validate';
import type { Terminal } from '../terminal';
import { nameArgument } from './arguments';
import { resourceVerbs } from './resources';

/** `servers`. */
export const serversRoute = buildRouteMap<string, Terminal>({
  routes: {
    ...resourceVerbs('servers', 'server'),
    validate: buildCommand<ValidateFlags, [string], Terminal>({
      loader: async () => (await import('../servers/validate')).validate,
      parameters: {
        flags: {
          ...placeFlags,
          install: {
            kind: 'boolean',
            optional: true,
            withNegated: false,
            brief: 'Install Docker if it is missing',
          },
        },
        positional: nameArgument('server'),
      },
      docs: {
        brief: 'Validate a server',
        fullDescription:
          'Start the validation of a server: whether Gantry can reach it and use its Docker. See the result with servers get.',
      },
    }),
  },
  docs: { brief: 'Servers' },
});
