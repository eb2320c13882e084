import { z } from 'zod';
import type { ForgeReport } from '../../db/generated/client';
import { forges } from '../../domain/forge';
import { describeReports, type ReportsOf } from '../../services/forge-reports/describe';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const lastReport = z
  .object({
    reported_at: timestamp.meta({ description: 'Time of the last report of this kind.' }),
    problem: z.string().nullable().meta({ description: 'Why it failed; null: it did not.' }),
    missing_permissions: z.array(z.string()).meta({
      description:
        'Permissions at the forge that would allow more, such as records of deployments at GitHub.',
      example: ['deployments'],
    }),
  })
  .nullable();

const reportsWire = wireObject({
  github_app: z
    .object({ uuid: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'GitHub App that reports its deployments; null: no GitHub App does.' }),
  git_token: z
    .object({
      uuid: z.string(),
      name: z.string(),
      forge: z.enum(forges).meta({ description: 'Kind of the forge.' }),
    })
    .nullable()
    .meta({ description: 'Git token with which its deployments are reported; null: no Git token is.' }),
  last_status: lastReport.meta({ description: 'Last status at a commit; null: there was none.' }),
  last_comment: lastReport.meta({ description: 'Last comment at a pull request; null: there was none.' }),
}).meta({ id: 'ForgeReports' });

function toLast(report: ForgeReport | undefined): z.infer<typeof lastReport> {
  if (!report) return null;
  const { reportedAt, problem, missingPermissions } = report;
  return { reported_at: toTimestamp(reportedAt), problem, missing_permissions: missingPermissions };
}

function toWire({ githubApp, gitToken, last }: ReportsOf): z.infer<typeof reportsWire> {
  return {
    github_app: githubApp,
    git_token: gitToken,
    last_status: toLast(last.status),
    last_comment: toLast(last.comment),
  };
}

/** The procedures on what Gantry writes at the forge of an application. */
export const reportProcedures = {
  reports: can('application:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/reports',
      status: 200,
      tag: 'Applications',
      summary: 'Get what reports the deployments of an application to its forge, and how that went',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: reportsWire,
  }).query(async ({ ctx, input }) => toWire(await describeReports(ctx.scope, input.uuid))),
};
