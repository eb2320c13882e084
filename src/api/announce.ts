import type { AuditNotes } from '../domain/audit-notes';
import { announceChange } from '../services/changed';
import type { ApiContext } from './context';
import type { ProcedureMeta } from './trpc';

/** What consoles show of people and their rights. Services announce the rest themselves: jobs change it as well. */
const announced: ReadonlySet<string> = new Set([
  'organization',
  'organization_member',
  'invitation',
  'role',
  'api_key',
]);

/** Tells every console of the organization after a mutation that succeeded, so that nobody looks at old rights. */
export async function announceCall(
  { meta, ctx }: { meta: ProcedureMeta | undefined; ctx: ApiContext },
  notes: AuditNotes,
): Promise<void> {
  const kind = meta?.audit;
  const organizationId = notes.organizationId ?? ctx.principal?.organization.id;
  if (!kind || !announced.has(kind) || !organizationId) return;
  await announceChange(ctx.services, { organizationId, kind, uuid: notes.targetUuid ?? organizationId });
}
