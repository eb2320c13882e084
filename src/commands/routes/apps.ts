import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import type * as deploying from '../apps/deploy';
import type * as env from '../apps/env';
import type { LogFlags } from '../apps/logs';
import type { RunFlags } from '../apps/run';
import type { JsonFlags } from '../flags';
import { jsonFlags, placeFlags, text } from '../flags';
import type { Terminal } from '../terminal';
import { appArgument } from './arguments';
import { resourceVerbs } from './resources';

const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;
const optional = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: text, optional: true, brief, placeholder }) as const;

const appFlags = { ...placeFlags, app: optional('Name or id of the application', 'APP') };
const envFlags = { ...appFlags, preview: flag('Use the variables of preview deployments') };
const forks = {
  kind: 'boolean',
  optional: true,
  brief: 'With --preview: whether previews of forks, which run other people’s code, also get them',
} as const;
const wait = flag('Wait until it finishes and print each step; a failed deployment exits with 6');
const deployModule = () => import('../apps/deploy');
const envModule = () => import('../apps/env');
const several = (brief: string, placeholder: string) =>
  ({ kind: 'array', minimum: 1, parameter: { parse: text, brief, placeholder } }) as const;
const one = (brief: string, placeholder: string) =>
  ({ kind: 'tuple', parameters: [{ parse: text, brief, placeholder }] }) as const;

const envRoute = buildRouteMap<string, Terminal>({
  routes: {
    list: buildCommand<env.EnvFlags & JsonFlags, [string?], Terminal>({
      loader: async () => (await envModule()).listVariables,
      parameters: { flags: { ...envFlags, ...jsonFlags }, positional: appArgument },
      docs: { brief: 'List variables by name' },
    }),
    get: buildCommand<env.EnvFlags, [string], Terminal>({
      loader: async () => (await envModule()).getVariable,
      parameters: { flags: envFlags, positional: one('Name of the variable', 'KEY') },
      docs: { brief: 'Print the value of a variable' },
    }),
    set: buildCommand<env.SetFlags, string[], Terminal>({
      loader: async () => (await envModule()).setVariables,
      parameters: {
        flags: { ...envFlags, forks },
        positional: several(
          'Variable as KEY=value; with the value -, it is read from standard input',
          'KEY=VALUE',
        ),
      },
      docs: { brief: 'Set variables' },
    }),
    unset: buildCommand<env.EnvFlags, string[], Terminal>({
      loader: async () => (await envModule()).unsetVariables,
      parameters: { flags: envFlags, positional: several('Name of a variable', 'KEY') },
      docs: { brief: 'Remove variables' },
    }),
    import: buildCommand<env.EnvFlags, [string], Terminal>({
      loader: async () => (await envModule()).importVariables,
      parameters: {
        flags: envFlags,
        positional: one('File of KEY=value lines, or - for standard input', 'FILE'),
      },
      docs: { brief: 'Set variables from a file' },
    }),
    diff: buildCommand<env.EnvFlags, [string], Terminal>({
      loader: async () => (await envModule()).diffVariables,
      parameters: {
        flags: envFlags,
        positional: one('File of KEY=value lines, or - for standard input', 'FILE'),
      },
      docs: {
        brief: 'Compare variables with a file',
        fullDescription:
          'Compare variables with a file, by name: + is only in the file, ~ has a different value, - is only in Gantry. Exits with 1 if there are differences.',
      },
    }),
  },
  docs: { brief: 'Variables of an application' },
});

/** `apps`. */
export const appsRoute = buildRouteMap<string, Terminal>({
  routes: {
    ...resourceVerbs('apps', 'application'),
    deploy: buildCommand<deploying.DeployFlags, [string?], Terminal>({
      loader: async () => (await deployModule()).deploy,
      parameters: {
        flags: {
          ...appFlags,
          ...jsonFlags,
          wait,
          plan: flag('Show what it would do without doing it'),
          planId: optional('Carry out exactly this plan, or fail', 'ID'),
          force: flag('Build again without a cache'),
          tag: optional('Tag of the image to use from now on; needs the ability write', 'TAG'),
        },
        positional: appArgument,
      },
      docs: {
        brief: 'Deploy an application',
        fullDescription: 'Deploy an application. Prints the id of the deployment.',
      },
    }),
    rollback: buildCommand<deploying.RollbackFlags, [string?], Terminal>({
      loader: async () => (await deployModule()).rollback,
      parameters: {
        flags: {
          ...appFlags,
          wait,
          to: optional('Tag of a kept image; by default the one before the current image', 'TAG'),
          list: flag('List the images available for a rollback'),
        },
        positional: appArgument,
      },
      docs: { brief: 'Roll back to an earlier image' },
    }),
    logs: buildCommand<LogFlags, [string?], Terminal>({
      loader: async () => (await import('../apps/logs')).logs,
      parameters: {
        flags: {
          ...appFlags,
          follow: flag('Follow until interrupted'),
          lines: {
            kind: 'parsed',
            parse: numberParser,
            optional: true,
            brief: 'How many lines',
            placeholder: 'N',
          },
          container: optional('Only this container', 'NAME'),
        },
        aliases: { f: 'follow', n: 'lines' },
        positional: appArgument,
      },
      docs: { brief: 'Print the log of an application' },
    }),
    run: buildCommand<RunFlags, string[], Terminal>({
      loader: async () => (await import('../apps/run')).run,
      parameters: {
        flags: {
          ...appFlags,
          container: optional('Component, if there are several', 'NAME'),
          timeout: {
            kind: 'parsed',
            parse: numberParser,
            optional: true,
            brief: 'Maximum duration, in seconds',
            placeholder: 'N',
          },
        },
        positional: several('Command; a single word is run by the container’s shell', 'COMMAND'),
      },
      docs: {
        brief: 'Run a command once in a container',
        fullDescription:
          'Run a command once in a container of the application: gantry apps run --app shop -- ls -l. Prints its output and exits with its exit code. Ctrl-C cancels the command on the server, and a second Ctrl-C exits immediately; the exit code is then 130.',
      },
    }),
    env: envRoute,
  },
  docs: { brief: 'Applications' },
});
