import { listStackRows, type StackRow } from '../../db/queries/list-stacks';
import { listStackSummaryJson, type StackSummary } from '../../db/queries/list-workload-summaries';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { JsonText } from '../../domain/json-text';
import type { OrganizationScope, Scope } from '../context';

export type { StackRow };

export interface StackPage {
  tag?: string;
  environmentId?: number;
  /** Uuid of the environment they are in. */
  environmentUuid?: string;
  /** Part of the name; case-insensitive. */
  search?: string;
  skip?: number;
  take?: number;
}

export function listStacks(scope: Scope, page: StackPage): Promise<StackRow[]> {
  const { organizationId, visibility } = scope;
  return listStackRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** List the stacks with what cards and palettes show. */
export function listStackSummaries(scope: Scope, page: StackPage): Promise<JsonText<StackSummary[]>> {
  const { organizationId, visibility } = scope;
  return listStackSummaryJson(scope.database.pool, { organizationId, visibility, ...page });
}

/** Get the stack as pages and answers show it, or 404. */
export async function getStack(
  scope: Pick<OrganizationScope, 'database' | 'organizationId' | 'visibility'>,
  uuid: string,
): Promise<StackRow> {
  requirePublicId(uuid, 'Service');
  const { organizationId, visibility } = scope;
  const filter = { organizationId, visibility, uuid, ofAnyKind: true };
  const [row] = await listStackRows(scope.database.pool, filter);
  if (!row) throw notFound('Service');
  return row;
}
