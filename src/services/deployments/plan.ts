import type { InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import type { Secret } from '../../domain/secret';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { containerDescription } from '../../engine/plan/description';
import { type PlanDiff, planDiff } from '../../engine/plan/diff';
import { Redactor } from '../../engine/plan/redactor';
import { type RenderedStep, renderPlan } from '../../engine/plan/render';
import type { Downtime } from '../../engine/plan/types';
import { buildPlan } from '../../engine/plans/application';
import { describePlanned } from '../../engine/plans/describe-container';
import { findCommit, pinCommit } from '../../engine/plans/find-commit';
import { secretsOfSpec } from '../../engine/plans/secrets';
import type { ComponentChange } from '../../engine/plans/stack-diff';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { findServer } from '../servers/find';
import { hostOf, requireWorkable } from '../servers/host';
import { type DeploymentSubject, loadPlanned } from './load';
import { type PlanBasis, planBasis } from './plan-basis';
import { changedSettings } from './plan-settings';
import { deploymentSpec } from './spec';

/** How long a plan may be deployed. */
export const PLAN_LIFETIME_MS = 3_600_000;

export interface PlanRequest {
  applicationUuid: string;
  force: boolean;
}

export interface DeploymentPlan {
  uuid: string;
  applicationUuid: string;
  server: { uuid: string; name: string };
  commit: string | null;
  force: boolean;
  downtime: Downtime;
  /** null: what is running was deployed by a version of Gantry that did not record what plans compare with. */
  diff: PlanDiff | null;
  /** Names of all settings of the application that differ from those of the running version. */
  settings: string[];
  steps: RenderedStep[];
  /** For an application from a compose file: its services, in the order of their creation, then those that it removes. */
  components: PlannedService[] | null;
  expiresAt: Date;
}

export interface PlannedService {
  name: string;
  image: string;
  /** null: what runs was not recorded. */
  change: ComponentChange['change'] | null;
}

/**
 * Plan a deployment, and store what the plan depends on. Nothing changes on the server.
 * @throws AppError 404 · 400 for what cannot be deployed · 409 or 412 for a server that is not usable
 */
export async function planDeployment(
  scope: OrganizationScope,
  request: PlanRequest,
): Promise<DeploymentPlan> {
  const { applicationUuid, force } = request;
  const uuid = newUuid();
  const subject = await loadPlanned(scope, applicationUuid, { uuid, force });
  const { spec, basis } = await specAndBasis(scope, subject);
  const expiresAt = new Date(scope.clock.now().getTime() + PLAN_LIFETIME_MS);
  const { id: workloadId, releases } = subject.application;
  await scope.db.deploymentPlan.create({
    data: {
      uuid,
      organizationId: scope.organizationId,
      workloadId,
      force,
      basis: basis as unknown as InputJsonValue, // plain data
      createdAt: scope.clock.now(),
      expiresAt,
    },
  });
  const plan = buildPlan(spec);
  return {
    uuid,
    applicationUuid,
    server: { uuid: subject.server.uuid, name: subject.server.name },
    commit: basis.commit,
    force,
    downtime: plan.downtime,
    diff: diffOf(spec, subject),
    settings: await changedSettings(scope, subject.application, releases[0]?.deploymentUuid),
    steps: redactedSteps(renderPlan(plan), secretsOfSpec(spec)),
    components: null,
    expiresAt,
  };
}

/** Resolve what a deployment would run now, including its commit, and what that depends on. */
export async function specAndBasis(
  scope: OrganizationScope,
  subject: DeploymentSubject,
): Promise<{ spec: DeploymentSpec; basis: PlanBasis }> {
  const { application, server } = subject;
  requireWorkable(server);
  const spec = await deploymentSpec(scope, subject);
  const asked = spec.buildServer ? await findServer(scope, spec.buildServer.uuid) : server;
  const host = () => hostOf(scope, asked, { targetType: 'application', targetUuid: application.uuid });
  const question = { plan: buildPlan(spec), source: spec.source, host, clock: scope.clock };
  const commit = await findCommit(question);
  return { spec: pinCommit(spec, commit), basis: planBasis(scope, subject, spec, commit) };
}

/** The difference from what is running; null for a release that was stored without its description. */
function diffOf(spec: DeploymentSpec, { application }: DeploymentSubject): PlanDiff | null {
  const [release] = application.releases;
  if (!release) return planDiff(spec, null, describePlanned(spec, null));
  const running = containerDescription.safeParse(release.container);
  if (!running.success) return null;
  return planDiff(spec, running.data, describePlanned(spec, running.data));
}

/** The steps without secrets: a user may have written the value of a variable into a command. */
export function redactedSteps(steps: readonly RenderedStep[], secrets: readonly Secret[]): RenderedStep[] {
  const redactor = Redactor.for(secrets);
  const clean = (text: string) => redactor.redact(text);
  return steps.map(({ id, title, actions }) => ({
    id,
    title: clean(title),
    actions: actions.map(({ kind, text, argv }) => ({
      kind,
      text: clean(text),
      argv: argv?.map(clean) ?? null,
    })),
  }));
}
