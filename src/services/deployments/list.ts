import { countDeployments, type DeploymentRow, listDeploymentRows } from '../../db/queries/list-deployments';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';

export type { DeploymentRow };

export interface DeploymentPage {
  skip?: number;
  take?: number;
  /** Whether to read the logs, which is expensive: not for callers that may not see them or do not show them. */
  withLogs: boolean;
}

/** List the waiting and running deployments, newest first. */
export function listActiveDeployments(scope: Scope, page: DeploymentPage): Promise<DeploymentRow[]> {
  const { organizationId, visibility, database } = scope;
  return listDeploymentRows(database.pool, { organizationId, visibility, isActive: true, ...page });
}

export async function getDeployment(scope: Scope, uuid: string, withLogs: boolean): Promise<DeploymentRow> {
  requirePublicId(uuid, 'Deployment');
  const { organizationId, visibility, database } = scope;
  const [row] = await listDeploymentRows(database.pool, { organizationId, visibility, uuid, withLogs });
  if (!row) throw notFound('Deployment');
  return row;
}

/** List a page of an application's deployments at all its destinations, newest first, and count all. */
export async function listApplicationDeployments(
  scope: Scope,
  applicationUuid: string,
  page: DeploymentPage,
): Promise<{ count: number; deployments: DeploymentRow[] }> {
  requirePublicId(applicationUuid, 'Application');
  const { organizationId, visibility, database } = scope;
  const owner = await countDeployments(database.pool, { organizationId, visibility, applicationUuid });
  if (!owner) throw notFound('Application');
  const { workloadIds, count } = owner;
  const deployments = await listDeploymentRows(database.pool, {
    organizationId,
    visibility,
    workloadIds,
    ...page,
  });
  return { count, deployments };
}
