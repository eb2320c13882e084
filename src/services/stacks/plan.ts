import type { Secret } from '../../domain/secret';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { type RenderedStep, renderPlan } from '../../engine/plan/render';
import type { Downtime } from '../../engine/plan/types';
import { secretsOfComponent, secretsOfSource } from '../../engine/plans/secrets';
import { stackPlan } from '../../engine/plans/stack';
import { revealedText } from '../configuration-hash';
import type { Scope } from '../context';
import { redactedSteps } from '../deployments/plan';
import { requireLegal } from '../workloads/require-legal';
import { draftStack, type StackDraft } from './draft';
import { findStack } from './find';
import { readFile } from './read-file';
import { specOfRequest } from './spec-of-request';
import { storedFile } from './stored-file';
import { readValues } from './variables';

/** What a release of a stack would do. Holds no value of a variable. */
export interface StackPlan {
  downtime: Downtime;
  components: readonly PlannedComponent[];
  /** Names of variables that the stack would get. */
  variables: readonly string[];
  steps: readonly RenderedStep[];
}

export interface PlannedComponent {
  name: string;
  image: string;
  /** Compared with the stored file: what a release replaces on the server is found out there. */
  change: 'added' | 'changed' | 'removed' | 'none';
}

export interface PlanRequest {
  /** Replaces the stored file. */
  compose?: string | undefined;
  /** Variables that come with that file; existing ones stay as they are. */
  variables?: readonly (readonly [name: string, value: Secret])[];
}

/**
 * Plan a release of a stack, with its file or another one. Nothing changes, and no server is asked.
 * @throws AppError 404 · 409 while it is being deleted · 422 for errors in the other file
 */
export async function planStack(
  scope: Scope,
  uuid: string,
  { compose, variables = [] }: PlanRequest = {},
): Promise<StackPlan> {
  const row = await findStack(scope, uuid);
  requireLegal(row, 'plan');
  const stored = storedFile(scope, row);
  const { raw } = stored;
  const known = await readValues(scope, row.id);
  const values = new Map([...variables, ...known]);
  const draftOf = (text: string) => {
    const { server, components } = row;
    const file = text === stored.raw ? stored.file : readFile(text, row);
    const { checkout } = stored;
    const { role } = scope.principal;
    return draftStack(scope, { file, uuid, server, values, components, urls: new Map(), checkout, role });
  };
  const now = await draftOf(raw);
  const then = compose === undefined || compose === raw ? now : await draftOf(compose);
  const all = new Map([...then.created, ...values, ...then.followed]);
  const spec = await specOfRequest(scope, row, {
    planned: { raw: compose ?? raw, values: all, checkout: stored.checkout },
  });
  const plan = stackPlan(spec);
  return {
    downtime: plan.downtime,
    components: changesOf(now, then),
    variables: [...all.keys()].filter((name) => !known.has(name)),
    steps: redactedSteps(renderPlan(plan), secretsOfStack(spec)),
  };
}

/** The secrets of all components, of their builds and of the repository. */
export function secretsOfStack({ components, source }: StackSpec): Secret[] {
  const ofBuilds = components.flatMap(({ build }) =>
    build ? [...build.variables, ...(build.secrets ?? [])].map(([, value]) => value) : [],
  );
  return [
    ...components.flatMap(({ spec }) => secretsOfComponent(spec)),
    ...ofBuilds,
    ...(source ? secretsOfSource(source) : []),
  ];
}

/** Components of both files, with the change of each. */
function changesOf(now: StackDraft, then: StackDraft): PlannedComponent[] {
  const textOf = ({ resolved }: StackDraft, name: string): string | null => {
    const service = resolved.project.services.find((each) => each.name === name);
    return service ? revealedText(service) : null;
  };
  const removed = now.components.filter(({ name }) => textOf(then, name) === null);
  return [
    ...then.components.map(({ name, image }): PlannedComponent => {
      const before = textOf(now, name);
      const change = before === null ? 'added' : before === textOf(then, name) ? 'none' : 'changed';
      return { name, image, change };
    }),
    ...removed.map(({ name, image }): PlannedComponent => ({ name, image, change: 'removed' })),
  ];
}
