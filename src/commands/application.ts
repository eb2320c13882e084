import { buildApplication, buildCommand, buildRouteMap, text_en } from '@stricli/core';
import { describeFailure, exitCodeOf } from './exit-code';
import { accountRoutes } from './routes/account';
import { appsRoute } from './routes/apps';
import { configurationRoutes } from './routes/configuration';
import { databasesRoute } from './routes/databases';
import { importRoute } from './routes/import';
import { resourceRoute } from './routes/resources';
import { serversRoute } from './routes/servers';
import type { Terminal } from './terminal';

/** An operator command. It works on the installation itself and parses its own arguments. */
export interface OperatorCommand {
  readonly name: string;
  readonly brief: string;
}

/**
 * Build the program with all routes; operator commands are in the same help. The code of a command is loaded when it
 * runs.
 */
export function buildGantry(version: string, operator: readonly OperatorCommand[]) {
  const root = buildRouteMap<string, Terminal>({
    routes: {
      ...accountRoutes,
      apps: appsRoute,
      databases: databasesRoute,
      services: resourceRoute('services', 'service', 'Services from compose files and templates'),
      projects: resourceRoute('projects', 'project', 'Projects'),
      servers: serversRoute,
      keys: resourceRoute('keys', 'key', 'Private keys for servers and repositories'),
      tokens: resourceRoute('tokens', 'token', 'API tokens'),
      ...configurationRoutes,
      import: importRoute,
      ...Object.fromEntries(operator.map((command) => [command.name, operatorRoute(command)])),
    },
    docs: {
      brief: 'Gantry deploys applications, databases and services to your servers',
      fullDescription:
        'Gantry deploys applications, databases and services to your servers. Commands connect to the Gantry from --url, GANTRY_URL, .gantry.toml or the last login, with GANTRY_TOKEN or the token of that login.',
    },
  });
  return buildApplication<Terminal>(root, {
    name: 'gantry',
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { caseStyle: 'convert-camel-to-kebab', onlyRequiredInUsageLine: true },
    localization: {
      text: {
        ...text_en,
        exceptionWhileRunningCommand: describeFailure,
        exceptionWhileParsingArguments: (error, ansiColor) =>
          `${text_en.exceptionWhileParsingArguments.call({ formatException: describeFailure }, error, ansiColor)}\nSee --help.`,
      },
    },
    determineExitCode: exitCodeOf,
  });
}

/** Build a route for the help only: `src/cli.ts` runs operator commands before this program parses any argument. */
function operatorRoute({ name, brief }: OperatorCommand) {
  return buildCommand<Record<never, never>, string[], Terminal>({
    func() {
      throw new Error(`gantry ${name} only runs where Gantry is installed.`);
    },
    parameters: {
      positional: {
        kind: 'array',
        parameter: { parse: String, brief: 'As its own help says', placeholder: 'ARGUMENT' },
      },
    },
    docs: { brief: `${brief} (on the Gantry machine)` },
  });
}
