import { buildCommand, buildRouteMap } from '@stricli/core';
import { placeFlags, text } from '../flags';
import type { ImportFlags } from '../import/import';
import type { Terminal } from '../terminal';

const optional = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: text, optional: true, brief, placeholder }) as const;

/** Flags of the import from one system. */
const flagsFor = (system: string, token: string) =>
  ({
    flags: {
      url: { kind: 'parsed', parse: text, brief: `Address of ${system}`, placeholder: 'URL' },
      token: { kind: 'parsed', parse: text, brief: `${token}; - reads standard input`, placeholder: 'TOKEN' },
      org: placeFlags.org,
      server: optional('Gantry server for every workload; by default the one with the same address', 'NAME'),
      only: optional('Only the project with this name', 'NAME'),
      yes: { kind: 'boolean', optional: true, withNegated: false, brief: 'Apply without asking' },
    },
    aliases: { y: 'yes' },
  }) as const;

const shared =
  'First shows the plan, what is not imported and why, and the commands that copy data. Uses the Gantry from GANTRY_URL, .gantry.toml or the last login. Running it again only changes what differs.';

/** `import`. */
export const importRoute = buildRouteMap<string, Terminal>({
  routes: {
    coolify: buildCommand<ImportFlags, [], Terminal>({
      loader: async () => (await import('../import/import')).importCoolify,
      parameters: flagsFor('Coolify', 'Coolify API token with read:sensitive'),
      docs: {
        brief: 'Import the projects of a Coolify installation',
        fullDescription: `Import the projects of a Coolify installation: applications, databases, services, variables with their values, domains, storages, tasks and backups. ${shared}`,
      },
    }),
    dokploy: buildCommand<ImportFlags, [], Terminal>({
      loader: async () => (await import('../import/import')).importDokploy,
      parameters: flagsFor('Dokploy', 'Dokploy API key'),
      docs: {
        brief: 'Import the projects of a Dokploy installation',
        fullDescription: `Import the projects of a Dokploy installation: applications from images and repositories, databases, compose files, variables with their values, domains, mounts, schedules and backups. ${shared}`,
      },
    }),
  },
  docs: { brief: 'Import from another system' },
});
