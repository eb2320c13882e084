import type { ForgeReportKind, Workload } from '../../db/generated/client';
import { AppError, errorMessage } from '../../domain/error';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { keepOutcomeOfToken } from '../git-tokens/keep-outcome';
import {
  findReporter,
  openRepository,
  type Permission,
  type Permissions,
  type Reported,
  type Writer,
} from './reporter';

/** Time for all requests of a report: a slow forge must not hold up those of other organizations. */
const REPORT_MS = 30_000;

export function reportDeadline(): AbortSignal {
  return AbortSignal.timeout(REPORT_MS);
}

interface ReportOf {
  kind: ForgeReportKind;
  workload: Pick<Workload, 'id' | 'uuid'>;
  application: Reported;
  permissions: Permissions;
  /** Ends the requests to the forge. */
  signal: AbortSignal;
}

/**
 * Write at the forge of an application, if anything can, and store how it ended. What the forge refuses is stored, not
 * tried again.
 * @param write returns a permission that it would have needed for more
 * @throws AppError unavailable when the forge does not answer: the queue tries again
 */
export async function writeReport(
  scope: OrganizationScope,
  { kind, workload, application, permissions, signal }: ReportOf,
  write: (writer: Writer, tokenUuid: string | null) => Promise<Permission | null>,
): Promise<void> {
  const reporter = await findReporter(scope, application);
  if (!reporter) return;
  const token = 'token' in reporter ? reporter.token : null;
  try {
    const writer = await openRepository(scope, reporter, permissions, signal);
    const missing = await write(writer, token?.uuid ?? null);
    if (token) await keepOutcomeOfToken(scope, token, null);
    const lacks = missing ?? writer.missing;
    const wished = permissions.wished ? lacks && [lacks] : undefined;
    await keepOutcome(scope, { kind, workload }, null, wished);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    // Only what a response says of the token concerns its other repositories.
    if (token && error.detail?.startsWith('401 ')) await keepOutcomeOfToken(scope, token, error.message);
    await keepOutcome(scope, { kind, workload }, errorMessage(error), undefined);
    if (error.code === 'unavailable') throw error;
    scope.log.warn({ application: workload.uuid, error: error.message }, 'report to a forge refused');
  }
}

async function keepOutcome(
  scope: OrganizationScope,
  { kind, workload: { id: workloadId, uuid } }: Pick<ReportOf, 'kind' | 'workload'>,
  problem: string | null,
  missing: Permission[] | null | undefined,
): Promise<void> {
  const { db, organizationId } = scope;
  const where = { workloadId_kind: { workloadId, kind } };
  const before = await db.forgeReport.findUnique({ where });
  // Undefined: this report would not have needed more.
  const missingPermissions = missing === undefined ? (before?.missingPermissions ?? []) : (missing ?? []);
  const outcome = { problem, missingPermissions, reportedAt: scope.clock.now() };
  await db.forgeReport.upsert({
    where,
    create: { workloadId, kind, organizationId, ...outcome },
    update: outcome,
  });
  const isNew =
    before?.problem !== problem || String(before.missingPermissions) !== String(missingPermissions);
  if (isNew) await changed(scope, 'application', uuid);
}
