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
      flags: {
        url: placeFlags.url,
        withToken: flag('Read a token from standard input instead; at a terminal, ask for it'),
      },
    },
    docs: {
      brief: 'Sign in to a Gantry',
      fullDescription:
        'Sign in to a Gantry: gantry login --url https://gantry.example.com shows a code and a URL. A signed-in user confirms the code there, and the command line gets a token for that user. In pipelines and scripts: gantry login --with-token < FILE. The token is stored in your settings folder, readable only by you. You can have one sign-in per organization.',
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
        follow: { kind: 'boolean', withNegated: false, brief: 'Follow until interrupted' },
        json: flag('Print one JSON object per line'),
      },
      aliases: { f: 'follow' },
    },
    docs: { brief: 'Print changes in the organization' },
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
      brief: 'Serve Gantry’s tools to a model over standard input and output',
      fullDescription:
        'Serve Gantry’s tools to a model over standard input and output: a bridge to Gantry’s MCP endpoint, with the token of this sign-in.',
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
              if (!shell) throw new Error(`Unknown shell ${input}. Use bash, zsh or fish.`);
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
