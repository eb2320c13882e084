import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import type { Project, ProjectWithEnvironments } from '../../services/projects/find';
import { environmentWire, toEnvironmentWire } from '../environment/schema';
import { wireObject } from '../wire/object';
import { timestamp } from '../wire/timestamp';

const members = { id: z.int(), uuid: z.string(), name: z.string(), description: z.string().nullable() };

export const projectWire = wireObject(members);

/** `?summary=1` adds what a card shows; without it an item is the plain project. */
export const projectListItem = wireObject({
  ...members,
  application_count: z.int().optional(),
  application_conditions: z
    .record(z.string(), z.int())
    .optional()
    .meta({ description: 'First half of the status (`running`, `exited`, …) → number of applications.' }),
  environment_count: z.int().optional(),
  created_at: timestamp.optional(),
  updated_at: timestamp.optional(),
}).meta({ id: 'ProjectListItem' });

export const projectWithEnvironments = wireObject({
  ...members,
  environments: z.array(environmentWire),
}).meta({ id: 'Project' });

export const projectChanged = wireObject({
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
}).meta({ id: 'ProjectChanged' });

export const createProjectInput = z.strictObject({
  name: displayName,
  description: description.nullable().optional(),
});

export const updateProjectInput = z.strictObject({
  uuid: z.string(),
  name: displayName.optional(),
  description: description.nullable().optional(),
});

export function toProjectWire({ id, uuid, name, description: text }: Project): z.infer<typeof projectWire> {
  return { id, uuid, name, description: text };
}

export function toProjectWithEnvironments(
  project: ProjectWithEnvironments,
): z.infer<typeof projectWithEnvironments> {
  return { ...toProjectWire(project), environments: project.environments.map(toEnvironmentWire) };
}
