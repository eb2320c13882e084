import { z } from 'zod';
import { snakeCase } from '../../domain/snake-case';
import type { DeploymentPlan } from '../../services/deployments/plan';
import type { RollbackPlan } from '../../services/deployments/plan-rollback';
import { timestamp, toTimestamp } from '../wire/timestamp';

const names = z.array(z.string());
const keyChanges = z.object({ added: names, removed: names, changed: names }).meta({ id: 'KeyChanges' });

/** Whether there is a time in which no version responds, and why. */
export const plannedDowntime = z.object({
  class: z.enum(['none', 'stop-start']).meta({ id: 'DowntimeClass' }),
  reasons: names.meta({ description: 'Why the old and new version cannot run side by side.' }),
});

/** Steps on the server, in order. */
export const plannedSteps = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    actions: z.array(
      z.object({
        kind: z.string(),
        text: z.string(),
        argv: names.nullable().meta({ description: 'Of a command on the server.' }),
      }),
    ),
  }),
);

const componentChange = z.enum(['added', 'changed', 'removed', 'none']);

/** A service of a compose file in a plan. */
export const plannedComponent = z
  .object({
    name: z.string(),
    image: z.string(),
    change: componentChange.meta({ description: 'Compared with the current compose file.' }),
  })
  .meta({ id: 'PlannedComponent' });

const planFields = {
  downtime: plannedDowntime,
  diff: z
    .object({
      image: z.object({
        from: z.string().nullable(),
        to: z.string(),
        change: z.enum(['none', 'changed', 'rebuilt', 'pulled']),
      }),
      environment: keyChanges.meta({ description: 'Keys of variables.' }),
      ports: keyChanges.omit({ changed: true }),
      labels: keyChanges.meta({ description: 'Keys of labels.' }),
      settings: names.meta({ description: 'All settings that differ from the running version.' }),
    })
    .nullable()
    .meta({ description: 'Compared with the running version; null if that was not recorded.' }),
};

/** What a deployment would do (deployment contract D9.5). Contains no values of variables or labels. */
export const planWire = z
  .object({
    plan_id: z.string().meta({ description: 'Id for POST /deploy. The deployment gets the same id.' }),
    application_uuid: z.string(),
    server_uuid: z.string(),
    server_name: z.string(),
    commit: z
      .string()
      .nullable()
      .meta({ description: 'Full commit hash; null for a source without commits.' }),
    force_rebuild: z.boolean(),
    ...planFields,
    components: z
      .array(
        plannedComponent.extend({
          change: componentChange
            .nullable()
            .meta({ description: 'Compared with what runs; null if that was not recorded.' }),
        }),
      )
      .nullable()
      .meta({
        description:
          'The services of a compose file, in the order in which they are created, then those that are removed; null for other sources.',
      }),
    steps: plannedSteps,
    expires_at: timestamp,
  })
  .meta({ id: 'DeploymentPlan' });

/** Wire names of settings whose column has another name. */
const fieldNames: Readonly<Record<string, string>> = {
  destinationId: 'destination_uuid',
  fqdn: 'domains',
  privateKeyId: 'private_key_uuid',
};

export function toPlanWire(plan: DeploymentPlan): z.infer<typeof planWire> {
  const { diff } = plan;
  return {
    plan_id: plan.uuid,
    application_uuid: plan.applicationUuid,
    server_uuid: plan.server.uuid,
    server_name: plan.server.name,
    commit: plan.commit,
    force_rebuild: plan.force,
    downtime: { class: plan.downtime.class, reasons: [...plan.downtime.reasons] },
    diff: diff && { settings: plan.settings.map(fieldNameOf).sort(), ...diff },
    components: plan.components,
    steps: plan.steps,
    expires_at: toTimestamp(plan.expiresAt),
  };
}

/** What a rollback would do. Contains no values of variables or labels. */
export const rollbackPlanWire = z
  .object({
    deployment_uuid: z.string().meta({ description: 'Deployment that created the release.' }),
    image: z.string(),
    commit: z.string().nullable(),
    ...planFields,
    components: z.array(plannedComponent).nullable().meta({
      description:
        'The services of a compose file, compared with those that run; null for other sources, and if that was not recorded.',
    }),
  })
  .meta({ id: 'RollbackPlan' });

export function toRollbackPlanWire(plan: RollbackPlan): z.infer<typeof rollbackPlanWire> {
  const { diff } = plan;
  return {
    deployment_uuid: plan.deploymentUuid,
    image: plan.image,
    commit: plan.commit,
    downtime: { class: plan.downtime.class, reasons: [...plan.downtime.reasons] },
    diff: diff && { settings: plan.settings.map(fieldNameOf).sort(), ...diff },
    components: plan.components,
  };
}

function fieldNameOf(column: string): string {
  return fieldNames[column] ?? snakeCase(column);
}
