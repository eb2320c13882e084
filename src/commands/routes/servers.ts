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
            brief: 'Install Docker where it is missing',
          },
        },
        positional: nameArgument('server'),
      },
      docs: {
        brief: 'Validate a server',
        fullDescription:
          'Start the validation of a server: whether it is reached, and has a Docker that can be used. Its outcome is shown by servers get.',
      },
    }),
  },
  docs: { brief: 'Servers' },
});
