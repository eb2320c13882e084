import { z } from 'zod';
import { wireStatus, wireStatuses } from '../../domain/deployment-status';
import type { DeploymentRow } from '../../services/deployments/list';
import { wireObject } from './object';

/** How a deployment went on at one additional destination of its application. */
export const childDeploymentWire = wireObject({
  deployment_uuid: z.string(),
  destination_name: z.string(),
  destination_uuid: z.string(),
  reason: z.string().nullable().meta({ description: 'Why it ended this way.' }),
  server_name: z.string(),
  server_uuid: z.string(),
  status: z.string().meta({ description: `One of ${wireStatuses.join(', ')}.`, example: 'finished' }),
}).meta({ id: 'DestinationDeployment' });

export function toChildDeploymentWire(
  row: DeploymentRow['destinations'][number],
): z.infer<typeof childDeploymentWire> {
  return {
    deployment_uuid: row.uuid,
    destination_name: row.destinationName,
    destination_uuid: row.destinationUuid,
    reason: row.reason,
    server_name: row.serverName,
    server_uuid: row.serverUuid,
    status: wireStatus(row.status),
  };
}
