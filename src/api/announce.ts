import type { AuditNotes } from '../domain/audit-notes';
import { announceChange } from '../services/changed';
import type { ApiContext } from './context';
import type { ProcedureMeta } from './trpc';

/**
 * Audit types of changes to members and their rights, which consoles show. Services announce all other changes
 * themselves, because jobs cause those too.
 */
const announced: ReadonlySet<string> = new Set([
  'organization',
  'organization_member',
  'invitation',
  'role',
  'api_key',
]);

/** Announce a successful mutation to every console of the organization, so that none shows outdated rights. */
export async function announceCall(
  { meta, ctx }: { meta: ProcedureMeta | undefined; ctx: ApiContext },
  notes: AuditNotes,
): Promise<void> {
  const kind = meta?.audit;
  const organizationId = notes.organizationId ?? ctx.principal?.organization.id;
  if (!kind || !announced.has(kind) || !organizationId) return;
  await announceChange(ctx.services, { organizationId, kind, uuid: notes.targetUuid ?? organizationId });
}
