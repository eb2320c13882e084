import { buildCommand, type Command, numberParser } from '@stricli/core';
import { databaseTypes } from '../database-types';
import { jsonFlags, placeFlags, setFlags, text } from '../flags';
import type * as create from '../resources/create';
import type { ApplicationFlags } from '../resources/create-application';
import type { CreateFlags } from '../resources/created';
import type { Noun } from '../resources/kinds';
import type { Terminal } from '../terminal';
import { newNameArgument as positional } from './arguments';

const from = () => import('../resources/create');
const common = { ...placeFlags, ...jsonFlags, ...setFlags };
const optional = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: text, optional: true, brief, placeholder }) as const;
const needed = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: text, brief, placeholder }) as const;
const flag = (brief: string) => ({ kind: 'boolean', optional: true, withNegated: false, brief }) as const;
const number = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: numberParser, optional: true, brief, placeholder }) as const;
const server = optional('Server it runs on', 'NAME');
const start = flag('Start it immediately');
const ignoreUnknownKeys = flag('Ignore unknown keys in the compose file; for owners and admins');
const printsId = 'Prints its id.';

/** The verb `create` of each noun. */
export const createCommands: Record<Noun, Command<Terminal>> = {
  projects: buildCommand<CreateFlags & { description?: string }, [string], Terminal>({
    loader: async () => (await from()).createProject,
    parameters: { flags: { ...common, description: optional('What it is for', 'TEXT') }, positional },
    docs: {
      brief: 'Create a project',
      fullDescription: `Create a project with the environment production. ${printsId}`,
    },
  }),
  servers: buildCommand<create.ServerFlags, [string], Terminal>({
    loader: async () => (await from()).createServer,
    parameters: {
      flags: {
        ...common,
        ip: needed('Address of the machine', 'HOST'),
        key: needed('Private key to sign in with', 'NAME'),
        user: optional('SSH user; default root', 'USER'),
        port: number('SSH port; default 22', 'PORT'),
        validate: flag('Validate it immediately'),
      },
      positional,
    },
    docs: {
      brief: 'Add a server',
      fullDescription: `Add a machine that Gantry reaches over SSH. ${printsId}`,
    },
  }),
  apps: buildCommand<ApplicationFlags, [string], Terminal>({
    loader: async () => (await import('../resources/create-application')).createApplication,
    parameters: {
      flags: {
        ...common,
        server,
        image: optional('Image to run', 'IMAGE'),
        git: optional('Git repository to build', 'URL'),
        branch: optional('Branch; default main', 'BRANCH'),
        buildPack: {
          kind: 'enum',
          values: ['nixpacks', 'railpack', 'buildpacks', 'static', 'dockerfile', 'dockercompose'],
          optional: true,
          brief: 'How the repository is built; default nixpacks',
        },
        key: optional('Deploy key of a private repository', 'NAME'),
        dockerfile: optional('Dockerfile to build, without a repository', 'FILE'),
        domain: optional('Public URL, with https://', 'URL'),
        ports: optional('Port the application listens on', 'PORT'),
        composeLocation: optional('Compose file in the repository, for dockercompose', 'PATH'),
        serviceDomain: {
          kind: 'parsed',
          parse: text,
          optional: true,
          variadic: true,
          brief: 'URL for a service in the compose file; can be repeated',
          placeholder: 'SERVICE=URL',
        },
        ignoreUnknownKeys,
      },
      positional,
    },
    docs: {
      brief: 'Create an application',
      fullDescription: `Create an application from an image, a Git repository or a Dockerfile. Deploy it with apps deploy. ${printsId}`,
    },
  }),
  databases: buildCommand<create.DatabaseFlags, [string], Terminal>({
    loader: async () => (await from()).createDatabase,
    parameters: {
      flags: { ...common, server, type: { kind: 'enum', values: databaseTypes, brief: 'Engine' }, start },
      positional,
    },
    docs: { brief: 'Create a database', fullDescription: `Create a database. ${printsId}` },
  }),
  services: buildCommand<create.ServiceFlags, [string], Terminal>({
    loader: async () => (await from()).createService,
    parameters: {
      flags: {
        ...common,
        server,
        template: optional('Template from the catalogue', 'NAME'),
        compose: optional('Compose file', 'FILE'),
        ignoreUnknownKeys,
        start,
      },
      positional,
    },
    docs: {
      brief: 'Create a service',
      fullDescription: `Create a service from a template or a compose file. ${printsId}`,
    },
  }),
  keys: buildCommand<create.KeyFlags, [string], Terminal>({
    loader: async () => (await from()).createKey,
    parameters: {
      flags: {
        ...common,
        file: optional('Private key file', 'FILE'),
        generate: flag('Generate a new one'),
      },
      positional,
    },
    docs: {
      brief: 'Store a private key',
      fullDescription: `Store a private key from a file or standard input, or generate a new one. ${printsId}`,
    },
  }),
  tokens: buildCommand<create.TokenFlags, [string], Terminal>({
    loader: async () => (await from()).createToken,
    parameters: {
      flags: {
        ...common,
        abilities: {
          kind: 'parsed',
          parse: text,
          optional: true,
          variadic: ',',
          brief: 'What it may do: read, write, deploy, read:sensitive, root',
          placeholder: 'ABILITY,…',
        },
        expiresInDays: number('Days until it expires: 7, 30, 60, 90 or 365', 'DAYS'),
      },
      positional,
    },
    docs: {
      brief: 'Create an API token',
      fullDescription: 'Create an API token. Prints only the token, which is shown only once.',
    },
  }),
};
