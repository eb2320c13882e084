import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import type { StackPlan } from '../../services/stacks/plan';
import type { TemplateUpdate } from '../../services/stacks/template-update';
import { plannedComponent, plannedDowntime, plannedSteps } from '../deployment/plan-schema';
import { problemWire } from '../template/problem-schema';
import { wireObject } from '../wire/object';

const names = z.array(z.string());

export const validationWire = z
  .object({
    valid: z.boolean(),
    problems: z.array(problemWire),
    warnings: z.array(problemWire),
    services: names,
    variables: names.meta({ description: 'Names that the file reads or generates.' }),
  })
  .meta({ id: 'ComposeValidation' });

export const convertedWire = z
  .object({
    file: z.string(),
    notes: names.meta({ description: 'What was left out.' }),
  })
  .meta({ id: 'ConvertedCompose' });

export const planWire = z
  .object({
    downtime: plannedDowntime,
    components: z.array(plannedComponent),
    variables: names.meta({ description: 'Variables that would be added to the service.' }),
    steps: plannedSteps,
  })
  .meta({ id: 'ServicePlan' });

export function toPlanWire(plan: StackPlan): z.infer<typeof planWire> {
  const { downtime, components, variables, steps } = plan;
  return {
    downtime: { class: downtime.class, reasons: [...downtime.reasons] },
    components: [...components],
    variables: [...variables],
    steps: [...steps],
  };
}

export const templateUpdateWire = wireObject({
  type: z.string().nullable(),
  status: z.enum(['none', 'current', 'available', 'gone']),
  digest: z.string().nullable().meta({ description: 'Template version of the update.' }),
  can_roll_back: z.boolean(),
  conflicts: names.meta({ description: 'Paths that both the user and the template changed.' }),
  /** Values of the conflicts, in the same order. */
  conflict_values: sensitive(z.array(z.object({ path: z.string(), own: z.string(), template: z.string() }))),
  docker_compose_raw: sensitive(z.string().nullable()),
  updated_compose_raw: sensitive(z.string().nullable()),
  problem: z.string().nullable().meta({ description: 'Problems in the updated file.' }),
  plan: planWire.nullable(),
}).meta({ id: 'TemplateUpdate' });

export function toTemplateUpdateWire({
  type,
  status,
  digest,
  canRollBack,
  offer,
}: TemplateUpdate): z.infer<typeof templateUpdateWire> {
  const conflicts = offer?.conflicts ?? [];
  return {
    type,
    status,
    digest,
    can_roll_back: canRollBack,
    conflicts: conflicts.map(({ path }) => path),
    problem: offer?.problem ?? null,
    plan: offer?.plan ? toPlanWire(offer.plan) : null,
    conflict_values: conflicts.map(({ path, own, next }) => ({ path, own, template: next })),
    docker_compose_raw: offer?.current ?? null,
    updated_compose_raw: offer?.updated ?? null,
  };
}
