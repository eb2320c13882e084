import { z } from 'zod';
import { databaseEngines } from '../../domain/database/engines';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import type { Environment } from '../../services/projects/find';
import { applicationListItem } from '../application/schema';
import { databaseListItem } from '../database/schema';
import { stackListItem } from '../stack/schema';
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

export const environmentWire = wireObject(members).meta({ id: 'Environment' });

/** A list for each kind of database, under the names that clients read (coolify-api §3.1). */
const databaseKinds = Object.fromEntries(
  Object.values(databaseEngines).map(({ collection }) => [collection, z.array(databaseListItem)]),
) as Record<Collection, z.ZodArray<typeof databaseListItem>>; // `fromEntries` forgets the names

type Collection = (typeof databaseEngines)[keyof typeof databaseEngines]['collection'];

const kinds = { ...databaseKinds, services: z.array(stackListItem) };

/** One environment with its workloads. */
export const environmentWithResources = wireObject({
  ...members,
  ...kinds,
  applications: z.array(applicationListItem),
}).meta({ id: 'EnvironmentWithResources' });

export const environmentChanged = wireObject({
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
}).meta({ id: 'EnvironmentChanged' });

/** Path of one environment of a project. */
export const environmentPath = { uuid: pathId, environment_name_or_uuid: z.string() };

/** `description` is refused here but accepted by updates (coolify-api §3.1). */
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
  { applications, databases, services }: Resources,
): z.infer<typeof environmentWithResources> {
  const ofEngine = Object.values(databaseEngines).map(({ collection, type }) => [
    collection,
    databases.filter((database) => database.type === type),
  ]);
  const lists = Object.fromEntries(ofEngine) as Record<Collection, Resources['databases']>; // as above
  return { ...toEnvironmentWire(row), ...lists, services, applications };
}

interface Resources {
  applications: z.infer<typeof applicationListItem>[];
  databases: z.infer<typeof databaseListItem>[];
  services: z.infer<typeof stackListItem>[];
}
