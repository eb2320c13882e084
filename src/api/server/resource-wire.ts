import { z } from 'zod';
import { workloadResources } from '../../domain/workload/names';
import { engineOf } from '../../services/databases/values';
import type { ServerResource } from '../../services/servers/resources';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** An item of `/servers/{uuid}/resources`. */
export const serverResourceWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'ServerResource' });

export function toServerResource(row: ServerResource): z.infer<typeof serverResourceWire> {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    type: row.engine === null ? workloadResources[row.kind] : engineOf(row.engine).type,
    status: row.status,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
