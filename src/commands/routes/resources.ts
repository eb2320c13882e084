import { buildCommand, buildRouteMap } from '@stricli/core';
import { jsonFlags, placeFlags } from '../flags';
import type { Noun } from '../resources/kinds';
import type * as verbs from '../resources/verbs';
import type { Terminal } from '../terminal';
import { nameArgument } from './arguments';
import { createCommands } from './create';

const verbsOf = () => import('../resources/verbs');

const keepVolumes = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'Keep the data in its volumes',
} as const;
const yes = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'Delete without asking',
} as const;

/** The verbs that every noun has. */
export function resourceVerbs(noun: Noun, one: string) {
  return {
    list: buildCommand<verbs.ListFlags, [], Terminal>({
      loader: async () => (await verbsOf()).list(noun),
      parameters: { flags: { ...placeFlags, ...jsonFlags } },
      docs: { brief: `List ${noun}` },
    }),
    get: buildCommand<verbs.ListFlags, [string], Terminal>({
      loader: async () => (await verbsOf()).get(noun),
      parameters: { flags: { ...placeFlags, ...jsonFlags }, positional: nameArgument(one) },
      docs: { brief: `Show one ${one}` },
    }),
    create: createCommands[noun],
    delete: buildCommand<verbs.DeleteFlags, [string], Terminal>({
      loader: async () => (await verbsOf()).remove(noun),
      parameters: {
        flags: { ...placeFlags, yes, keepVolumes },
        aliases: { y: 'yes' },
        positional: nameArgument(one),
      },
      docs: { brief: `Delete one ${one}` },
    }),
  };
}

/** `projects`, `servers` and so on: a noun with the common verbs. */
export function resourceRoute(noun: Noun, one: string, brief: string) {
  return buildRouteMap<string, Terminal>({ routes: resourceVerbs(noun, one), docs: { brief } });
}
