import { buildCommand } from '@stricli/core';
import type { LoginFlags } from '../account/login';
import type { PlaceFlags } from '../connection/session';
import { type JsonFlags, jsonFlags, placeFlags, text } from '../flags';
import type { Terminal } from '../terminal';
import { appArgument } from './arguments';

const from = () => import('../account/login');
const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;

/** Commands about the caller and the whole installation. */
export const accountRoutes = {
  login: buildCommand<LoginFlags, [], Terminal>({
    loader: async () => (await from()).login,
    parameters: {
      flags: { url: placeFlags.url, withToken: flag('Read a token from standard input instead') },
    },
    docs: {
      brief: 'Sign in to a Gantry',
      fullDescription:
        'Sign in to a Gantry: gantry login --url https://gantry.example.com shows a code and an address; a user who is signed in confirms the code there, and the command line gets a token of theirs. On machines without a person: gantry login --with-token < FILE. The token is stored in the settings folder of this user, readable to no one else. There may be one sign-in for each organization.',
    },
  }),
  logout: buildCommand<{ url?: string; org?: string }, [], Terminal>({
    loader: async () => (await from()).logout,
    parameters: { flags: { url: placeFlags.url, org: placeFlags.org } },
    docs: { brief: 'Forget sign-ins' },
  }),
  whoami: buildCommand<PlaceFlags & JsonFlags, [], Terminal>({
    loader: async () => (await from()).whoami,
    parameters: { flags: { ...placeFlags, ...jsonFlags } },
    docs: { brief: 'Show user, organization and token in use' },
  }),
  events: buildCommand<PlaceFlags & { follow: boolean; json?: boolean }, [], Terminal>({
    loader: async () => (await import('../account/events')).events,
    parameters: {
      flags: {
        ...placeFlags,
        follow: { kind: 'boolean', withNegated: false, brief: 'Go on until interrupted' },
        json: flag('One JSON object a line'),
      },
      aliases: { f: 'follow' },
    },
    docs: { brief: 'Print what changes in the organization' },
  }),
  open: buildCommand<PlaceFlags & { app?: string }, [string?], Terminal>({
    loader: async () => (await import('../account/open')).open,
    parameters: {
      flags: {
        ...placeFlags,
        app: {
          kind: 'parsed',
          parse: text,
          optional: true,
          brief: 'Name or id of the application',
          placeholder: 'APP',
        },
      },
      positional: appArgument,
    },
    docs: { brief: 'Open the console, or an application in it' },
  }),
  mcp: buildCommand<PlaceFlags, [], Terminal>({
    loader: async () => (await import('../account/mcp')).mcp,
    parameters: { flags: placeFlags },
    docs: {
      brief: 'Serve the tools of Gantry to a model over standard input and output',
      fullDescription:
        'Serve the tools of Gantry to a model over standard input and output: a bridge to the MCP endpoint of Gantry, with the token of this sign-in.',
    },
  }),
  completion: buildCommand<Record<never, never>, ['bash' | 'zsh' | 'fish'], Terminal>({
    loader: async () => (await import('../completion')).completion,
    parameters: {
      positional: {
        kind: 'tuple',
        parameters: [
          {
            parse: (input: string) => {
              const shell = (['bash', 'zsh', 'fish'] as const).find((each) => each === input);
              if (!shell) throw new Error(`${input} is not bash, zsh or fish.`);
              return shell;
            },
            brief: 'bash, zsh or fish',
            placeholder: 'SHELL',
          },
        ],
      },
    },
    docs: {
      brief: 'Print the completion script of a shell',
      fullDescription:
        'Print the completion script of a shell. bash: source <(gantry completion bash). zsh: source <(gantry completion zsh). fish: gantry completion fish | source.',
    },
  }),
};
