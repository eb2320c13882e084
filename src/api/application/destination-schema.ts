import { z } from 'zod';
import { wireStatus } from '../../domain/deployment-status';
import type { ApplicationDestinationRow } from '../../services/applications/destinations';
import { destinationWire, toDestinationWire } from '../destination/schema';

/** A destination of an application, with what runs there. */
export const applicationDestinationWire = destinationWire
  .extend({
    deployment_reason: z.string().nullable().meta({ description: 'Why its last deployment there ended so.' }),
    deployment_status: z.string().nullable().meta({
      description: 'State of its last deployment there.',
      example: 'finished',
    }),
    deployment_uuid: z.string().nullable().meta({ description: 'Its last deployment there.' }),
    is_being_removed: z.boolean().meta({ description: 'Whether it is being removed from there.' }),
    is_main: z.boolean().meta({
      description: 'Whether it is the one where the application is configured; the others follow it.',
    }),
    server_name: z.string(),
    status: z.string().meta({ description: 'State of its containers there.', example: 'running:healthy' }),
  })
  .meta({ id: 'ApplicationDestination' });

export function toApplicationDestinationWire(
  row: ApplicationDestinationRow,
): z.infer<typeof applicationDestinationWire> {
  return {
    ...toDestinationWire({ ...row, server: { uuid: row.serverUuid } }),
    deployment_reason: row.deploymentReason,
    deployment_status: row.deploymentStatus === null ? null : wireStatus(row.deploymentStatus),
    deployment_uuid: row.deploymentUuid,
    is_being_removed: row.isBeingRemoved,
    is_main: row.isMain,
    server_name: row.serverName,
    status: row.status,
  };
}
