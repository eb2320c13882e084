import type { AuditNotes } from '../domain/audit-notes';
import { announceChange } from '../services/changed';
import type { ApiContext } from './context';
import type { ProcedureMeta } from './trpc';

/**
 * Kinds of changes of people and their rights that consoles show. Services announce the rest themselves: jobs change it
 * as well.
 */
const announced: ReadonlySet<string> = new Set([
  'organization',
  'organization_member',
  'invitation',
  'role',
  'api_key',
]);

/** Tell every console of the organization after a mutation that succeeded, so that no console shows old rights. */
export async function announceCall(
  { meta, ctx }: { meta: ProcedureMeta | undefined; ctx: ApiContext },
  notes: AuditNotes,
): Promise<void> {
  const kind = meta?.audit;
  const organizationId = notes.organizationId ?? ctx.principal?.organization.id;
  if (!kind || !announced.has(kind) || !organizationId) return;
  await announceChange(ctx.services, { organizationId, kind, uuid: notes.targetUuid ?? organizationId });
}
