import { z } from 'zod';
import { AppError } from '../../domain/error';
import { secretInput } from '../../domain/sensitive';
import { createChangePlan } from '../../services/change-plans/create';
import { stateDigest } from '../../services/change-plans/state-digest';
import { claimChangePlan, getChangePlan } from '../../services/change-plans/use';
import { can, type SignedInContext } from '../authorize';
import type { ApiContext } from '../context';
import { appErrorOf } from '../errors';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { type PlannedCall, plannedCall, resolved } from './calls';
import { changeWire } from './changes';
import { readDocument } from './document';
import { readProject } from './export';
import { compareProject } from './project-comparison';
import { type ConfigurationCaller, callerOf, procedureOf } from './tree';

const tag = 'Projects';
const MAX_DOCUMENT = 1_000_000;

/** Stored form of a plan. */
const keptPlan = z.object({
  /** null: the plan creates the project. */
  projectUuid: z.string().nullable(),
  projectName: z.string(),
  calls: z.array(plannedCall),
});

const planInput = z.strictObject({
  document: z.string().min(1).max(MAX_DOCUMENT).meta({ description: 'YAML in the format of the export.' }),
  project_uuid: z
    .string()
    .optional()
    .meta({ description: 'Project; by default the one named in the document, or a new one.' }),
  secrets: secretInput(z.record(z.string().max(600), z.string()).default({})).meta({
    'x-sensitive': true,
    description:
      'Values for references: NAME for !secret NAME, env:NAME for !env NAME, file:PATH for !file PATH.',
  }),
  prune: z.boolean().default(false).meta({
    description: 'Delete what is not in the document, and replace what cannot be changed in place.',
  }),
});

const planAnswer = z
  .object({
    plan_id: z.string(),
    project_uuid: z.string().nullable(),
    changes: z.array(changeWire),
    deployments: z
      .array(z.string())
      .meta({ description: 'Workloads that need a deployment to apply the change.' }),
    expires_at: timestamp,
  })
  .meta({ id: 'ConfigurationPlan' });

const applyAnswer = z
  .object({
    project_uuid: z.string(),
    applied: z.int().meta({ description: 'Number of operations carried out.' }),
  })
  .meta({ id: 'ConfigurationApplied' });

/** Plan what a document changes. Nothing is stored but the plan, which can be applied once. */
export const planConfiguration = can('project:update', {
  rest: {
    method: 'POST',
    path: '/plans/configuration',
    status: 201,
    tag,
    summary: 'Plan what a configuration document changes',
    alsoRefuses: ['not_found'],
    bodyBytes: 2 * MAX_DOCUMENT,
  },
  input: planInput,
  output: planAnswer,
  audit: 'project',
}).mutation(async ({ ctx, input }) => {
  const document = readDocument(input.document);
  const api = callerOf(ctx);
  const projectUuid = input.project_uuid ?? (await findProject(api, document.project.name));
  const state = projectUuid === null ? null : await readProject(api, projectUuid);
  const compared = { document, project: state && projectUuid ? { uuid: projectUuid, state } : null };
  const digest = stateDigest(ctx.scope, digested(state)); // before a rename changes what was read
  const comparison = compareProject({ ...compared, given: input.secrets, prunes: input.prune });
  if (comparison.missing.size > 0)
    throw new AppError('validation_failed', 'Validation failed.', {
      fields: {
        secrets: [...comparison.missing]
          .slice(0, 100)
          .map((name) => `A value is missing: ${name.slice(0, 200)}.`),
      },
    });
  const calls = [...comparison.calls, ...comparison.removals];
  for (const call of calls) requireValid(call);
  const content = { projectUuid, projectName: document.project.name, calls };
  const { uuid, expiresAt } = await createChangePlan(ctx.scope, {
    kind: 'configuration',
    content,
    state: digest,
  });
  return {
    plan_id: uuid,
    project_uuid: projectUuid,
    changes: comparison.changes,
    deployments: comparison.deployments,
    expires_at: toTimestamp(expiresAt),
  };
});

/** Apply a plan exactly, once, and only if the project has not changed since. */
export const applyConfiguration = can('project:update', {
  rest: {
    method: 'POST',
    path: '/plans/{uuid}/apply',
    status: 200,
    tag,
    summary: 'Apply a plan of a configuration document, once',
    bodyOptional: true,
  },
  input: z.strictObject({ uuid: pathId }),
  output: applyAnswer,
  audit: 'project',
}).mutation(async ({ ctx, input }) => {
  const kept = await getChangePlan(ctx.scope, input.uuid, 'configuration');
  const plan = keptPlan.parse(kept.content);
  const api = callerOf(ctx);
  const now = plan.projectUuid === null ? await findProject(api, plan.projectName) : plan.projectUuid;
  const state = now === null ? null : await readProject(api, now);
  await claimChangePlan(ctx.scope, kept, stateDigest(ctx.scope, digested(state)));
  return applyCalls(ctx, plan.calls, plan.projectUuid);
});

function digested(state: Awaited<ReturnType<typeof readProject>> | null) {
  return state && [state.document, [...state.ids], [...state.values]];
}

async function applyCalls(
  ctx: ApiContext & SignedInContext,
  calls: readonly PlannedCall[],
  project: string | null,
) {
  const uuids = new Map<string, string>();
  for (const [index, { procedure, input, makes }] of calls.entries()) {
    try {
      const answer = await procedureOf(procedure).call(callerOf(ctx), resolved(input, uuids));
      const uuid: unknown = Reflect.get(Object(answer), 'uuid');
      if (makes !== undefined && typeof uuid === 'string') uuids.set(makes, uuid);
    } catch (error) {
      const { code, message, fields } = appErrorOf(error);
      const body = { applied: index, failed: { procedure } };
      throw new AppError(code, message, { cause: error, body, ...(fields ? { fields } : {}) });
    }
  }
  return { project_uuid: project ?? uuids.get('project') ?? '', applied: calls.length };
}

/** Find the uuid of the project with a name, or null. @throws AppError conflict if several have it */
async function findProject(api: ConfigurationCaller, name: string): Promise<string | null> {
  const found = (await api.project.list({})).filter((project) => project.name === name);
  if (found.length > 1)
    throw new AppError('conflict', 'Several projects have the name used in the document. Set project_uuid.');
  return found[0]?.uuid ?? null;
}

/** Check an input before anything is done. @throws AppError validation_failed */
function requireValid({ procedure, input }: PlannedCall): void {
  procedureOf(procedure).requireValid(input);
}
