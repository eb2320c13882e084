import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import type { Environment } from '../../services/projects/find';
import { applicationListItem } from '../application/schema';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const members = {
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  project_id: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
};

export const environmentWire = wireObject(members);

/** Kinds that do not exist yet answer as empty lists, because clients read every one (coolify-api §3.1). */
const noneYet = z.array(z.record(z.string(), z.unknown()));
const kinds = {
  clickhouses: noneYet,
  dragonflies: noneYet,
  keydbs: noneYet,
  mariadbs: noneYet,
  mongodbs: noneYet,
  mysqls: noneYet,
  postgresqls: noneYet,
  redis: noneYet,
  services: noneYet,
};

/** One environment with what stands in it. */
export const environmentWithResources = wireObject({
  ...members,
  ...kinds,
  applications: z.array(applicationListItem),
});

export const environmentChanged = wireObject({
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
});

/** Path of one environment of a project. */
export const environmentPath = { uuid: pathId, environment_name_or_uuid: z.string() };

/** `description` is refused here and accepted by the update (coolify-api §3.1). */
export const createEnvironmentInput = z.strictObject({ uuid: pathId, name: displayName });

export const updateEnvironmentInput = z.strictObject({
  ...environmentPath,
  name: displayName.optional(),
  description: description.nullable().optional(),
});

export function toEnvironmentWire(row: Environment): z.infer<typeof environmentWire> {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    project_id: row.projectId,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

export function toEnvironmentWithResources(
  row: Environment,
  applications: z.infer<typeof applicationListItem>[],
): z.infer<typeof environmentWithResources> {
  const empty = {
    clickhouses: [],
    dragonflies: [],
    keydbs: [],
    mariadbs: [],
    mongodbs: [],
    mysqls: [],
    postgresqls: [],
    redis: [],
    services: [],
  };
  return { ...toEnvironmentWire(row), ...empty, applications };
}
