import type { EnvironmentVariable } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { EnvironmentEntry } from '../../domain/workload/environment';
import type { StackCommand, StackSpec } from '../../domain/workload/stack-spec';
import { type ApplicationRecord, applicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';
import { deploymentEnvironment } from '../environment-variables/deployment-environment';
import { sharedLookup } from '../shared-variables/lookup';

/** The settings of an application from a compose file that are not in the file. */
export type ComposedApplication = Pick<
  ApplicationRecord,
  | 'id'
  | 'disableBuildCache'
  | 'useBuildSecrets'
  | 'preDeploymentCommand'
  | 'preDeploymentCommandContainer'
  | 'postDeploymentCommand'
  | 'postDeploymentCommandContainer'
> & { variables: EnvironmentVariable[] };

/** The application part of a stack; null: it is a service, which has only its file. */
export async function findComposedApplication(
  { db }: Pick<OrganizationScope, 'db'>,
  { id, kind }: { id: number; kind: string },
): Promise<ComposedApplication | null> {
  if (kind !== 'application') return null;
  const found = await db.workload.findUniqueOrThrow({
    where: { id },
    include: { application: true, variables: true },
  });
  return applicationRecord(found);
}

/** The build-time variables, if builds get them as secrets; null: they get none. @throws AppError as `readValues` */
export async function buildSecretsOf(
  scope: Pick<OrganizationScope, 'db' | 'database'>,
  application: ComposedApplication | null,
): Promise<readonly EnvironmentEntry[] | null> {
  if (!application?.useBuildSecrets) return null;
  const lookup = await sharedLookup(scope, application.id);
  const { build } = deploymentEnvironment(scope.database.sealer, application.variables, false, lookup);
  return build.length > 0 ? build : null;
}

/**
 * The commands before and after a release.
 * @param names services of the file
 * @throws AppError bad_request for a container that the file does not have, or when one must be chosen
 */
export function commandsOf(
  application: ComposedApplication | null,
  names: readonly string[],
): Pick<StackSpec, 'preDeployment' | 'postDeployment'> {
  if (application === null) return {};
  const { preDeploymentCommand, preDeploymentCommandContainer } = application;
  const { postDeploymentCommand, postDeploymentCommandContainer } = application;
  const before = commandIn('pre_deployment_command', names, {
    command: preDeploymentCommand,
    container: preDeploymentCommandContainer,
  });
  const after = commandIn('post_deployment_command', names, {
    command: postDeploymentCommand,
    container: postDeploymentCommandContainer,
  });
  return { ...(before && { preDeployment: before }), ...(after && { postDeployment: after }) };
}

function commandIn(
  field: string,
  names: readonly string[],
  { command, container }: { command: string | null; container: string | null },
): StackCommand | null {
  if (!command) return null;
  const component = container || (names.length === 1 ? names[0] : undefined);
  if (component === undefined)
    throw new AppError(
      'bad_request',
      `The compose file has several services. Set ${field}_container to the one that ${field} runs in (${names.join(', ')}).`,
    );
  if (names.includes(component)) return { component, command };
  throw new AppError(
    'bad_request',
    `The compose file has no service ${component}. Set ${field}_container to one of ${names.join(', ')}.`,
  );
}
