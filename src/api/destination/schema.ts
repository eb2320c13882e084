import { z } from 'zod';
import { beyondNames } from '../../domain/sensitive';
import type { DestinationOnServer } from '../../services/destinations/find';
import type { IsolationPlan } from '../../services/destinations/isolation-plan';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** Object `Destination` of the contract. */
export const destinationWire = wireObject({
  uuid: z.string(),
  name: z.string(),
  is_isolated: z.boolean().meta({
    description: 'Whether each environment has its own network; false: all share `network`.',
  }),
  network: beyondNames(z.string()),
  server_uuid: z.string(),
  type: z.enum(['standalone', 'swarm']),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'Destination' });

type Sent = Omit<DestinationOnServer, 'id' | 'organizationId' | 'serverId' | 'server'> & {
  server: { uuid: string };
};

export function toDestinationWire(row: Sent): z.infer<typeof destinationWire> {
  return {
    uuid: row.uuid,
    name: row.name,
    is_isolated: row.isIsolated,
    network: row.network,
    server_uuid: row.server.uuid,
    type: 'standalone',
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

/** What changes when `is_isolated` is switched. */
export const isolationPlanWire = z
  .object({
    is_isolated: z.boolean(),
    shared_network: z.string(),
    networks: z.array(
      z.object({
        network: z.string(),
        project_name: z.string(),
        environment_uuid: z.string(),
        environment_name: z.string(),
        resources: z.array(
          z.object({
            uuid: z.string(),
            name: z.string(),
            type: z.enum(['application', 'database', 'service']),
            is_running: z.boolean(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'IsolationPlan' });

export function toIsolationPlanWire(plan: IsolationPlan): z.infer<typeof isolationPlanWire> {
  return {
    is_isolated: plan.isIsolated,
    shared_network: plan.sharedNetwork,
    networks: plan.networks.map(({ name, environment, workloads }) => ({
      network: name,
      project_name: environment.project,
      environment_uuid: environment.uuid,
      environment_name: environment.name,
      resources: workloads.map(({ uuid, name, kind, isRunning }) => ({
        uuid,
        name,
        type: kind === 'stack' ? 'service' : kind,
        is_running: isRunning,
      })),
    })),
  };
}
