import { z } from 'zod';
import { forges } from '../../domain/forge';
import { describeReports, type ReportsOf } from '../../services/forge-reports/describe';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

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
  reported_at: timestamp.nullable().meta({ description: 'Time of the last report; null: there was none.' }),
  problem: z.string().nullable().meta({ description: 'Why the last report failed; null: it did not.' }),
  missing_permissions: z.array(z.string()).meta({
    description: 'Permissions at the forge that would allow more, such as records of deployments at GitHub.',
    example: ['deployments'],
  }),
}).meta({ id: 'ForgeReports' });

function toWire({ githubApp, gitToken, last }: ReportsOf): z.infer<typeof reportsWire> {
  return {
    github_app: githubApp,
    git_token: gitToken,
    reported_at: last && toTimestamp(last.reportedAt),
    problem: last?.problem ?? null,
    missing_permissions: last?.missingPermissions ?? [],
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
