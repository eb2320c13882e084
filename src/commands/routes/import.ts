import { buildCommand, buildRouteMap } from '@stricli/core';
import { placeFlags, text } from '../flags';
import type { ImportFlags } from '../import/import';
import type { Terminal } from '../terminal';

const optional = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: text, optional: true, brief, placeholder }) as const;

/** What each system is asked with. */
const flagsFor = (system: string, token: string) =>
  ({
    flags: {
      url: { kind: 'parsed', parse: text, brief: `Address of ${system}`, placeholder: 'URL' },
      token: { kind: 'parsed', parse: text, brief: `${token}; - reads standard input`, placeholder: 'TOKEN' },
      org: placeFlags.org,
      server: optional('Server of Gantry for every workload; by default the one of the same address', 'NAME'),
      only: optional('Only the project with this name', 'NAME'),
      yes: { kind: 'boolean', optional: true, withNegated: false, brief: 'Apply without a question' },
    },
    aliases: { y: 'yes' },
  }) as const;

const shared =
  'Shows the plan first, what is not taken and why, and the commands that copy data. Gantry is the one of GANTRY_URL, .gantry.toml or the last login. Run again, it changes what differs and nothing else.';

/** `import`. */
export const importRoute = buildRouteMap<string, Terminal>({
  routes: {
    coolify: buildCommand<ImportFlags, [], Terminal>({
      loader: async () => (await import('../import/import')).importCoolify,
      parameters: flagsFor('Coolify', 'Token of Coolify, with read:sensitive'),
      docs: {
        brief: 'Take over the projects of a Coolify',
        fullDescription: `Take over the projects of a Coolify: applications, databases, services, variables with their values, domains, storages, tasks and backups. ${shared}`,
      },
    }),
    dokploy: buildCommand<ImportFlags, [], Terminal>({
      loader: async () => (await import('../import/import')).importDokploy,
      parameters: flagsFor('Dokploy', 'API key of Dokploy'),
      docs: {
        brief: 'Take over the projects of a Dokploy',
        fullDescription: `Take over the projects of a Dokploy: applications of images and repositories, databases, compose files, variables with their values, domains, mounts, schedules and backups. ${shared}`,
      },
    }),
  },
  docs: { brief: 'Take over what another system holds' },
});
