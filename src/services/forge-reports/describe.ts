import type { ForgeReport, ForgeReportKind } from '../../db/generated/client';
import type { Forge } from '../../domain/forge';
import { findApplication } from '../application-rows/find';
import type { OrganizationScope } from '../context';
import { findReporter } from './reporter';

export interface ReportsOf {
  githubApp: { uuid: string; name: string } | null;
  gitToken: { uuid: string; name: string; forge: Forge } | null;
  /** The last report of each kind; absent: there was none. */
  last: Partial<Record<ForgeReportKind, ForgeReport>>;
}

/** Say what reports the deployments of an application to its forge, and how the last reports ended. @throws AppError 404 */
export async function describeReports(scope: OrganizationScope, uuid: string): Promise<ReportsOf> {
  const application = await findApplication(scope, uuid);
  const reporter = await findReporter(scope, application);
  const reports = reporter
    ? await scope.db.forgeReport.findMany({ where: { workloadId: application.id } })
    : [];
  const app = reporter && 'app' in reporter ? reporter.app : null;
  const token = reporter && 'token' in reporter ? reporter.token : null;
  return {
    githubApp: app && { uuid: app.uuid, name: app.name },
    // Only forges are stored.
    gitToken: token && { uuid: token.uuid, name: token.name, forge: token.forge as Forge },
    last: Object.fromEntries(reports.map((report) => [report.kind, report])),
  };
}
