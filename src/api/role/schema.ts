import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { type Cell, type Condition, matrixByResource } from '../../domain/permission/role-matrix';
import type { CustomRole } from '../../services/roles/find';
import { isListable } from '../../services/roles/permissions';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const byId = z.strictObject({ id: pathId });

/** Largest number of permissions of a role: more than exist. */
const MAX_PERMISSIONS = 500;
const MAX_PROJECTS = 500;

const permission = z
  .string()
  .refine(isListable, 'Must be resource:action or resource:*, for example application:deploy.');

const fields = {
  name: displayName,
  description: description.nullable(),
  permissions: z
    .array(permission)
    .max(MAX_PERMISSIONS)
    .transform((list) => [...new Set(list)]),
  /** Uuids of projects; empty means all. */
  projects: z
    .array(z.string().max(64))
    .max(MAX_PROJECTS)
    .transform((list) => [...new Set(list)]),
};

export const createInput = z.strictObject({
  ...fields,
  description: fields.description.default(null),
  permissions: fields.permissions.refine((list) => list.length > 0, 'Must contain at least one entry.'),
  projects: fields.projects.default([]),
});

export const updateInput = z.strictObject({
  id: pathId,
  name: fields.name.optional(),
  description: fields.description.optional(),
  permissions: fields.permissions
    .refine((list) => list.length > 0, 'Must contain at least one entry.')
    .optional(),
  projects: fields.projects.optional(),
});

export const roleSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    permissions: z.array(z.string()),
    projects: z.array(z.string()),
    members_count: z.number().int(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Role' });

export function toRole(role: CustomRole): z.input<typeof roleSchema> {
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    permissions: role.permissions,
    projects: role.projects,
    members_count: role._count.memberships,
    created_at: toTimestamp(role.createdAt),
    updated_at: toTimestamp(role.updatedAt),
  };
}

const cell = z.enum(['yes', 'no', 'grant', 'names', 'list'] satisfies Cell[]);
const condition = z.enum(['instance', 'not_owners', 'up_to_own'] satisfies Condition[]);

export const matrix = z
  .object({
    resources: z.array(
      z.object({
        resource: z.string(),
        actions: z.array(
          z.object({
            action: z.string(),
            owner: cell,
            admin: cell,
            member: cell,
            custom: cell,
            /** Condition that also has to hold. */
            condition: condition.nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'RoleMatrix' });

export function toMatrix(): z.input<typeof matrix> {
  return {
    resources: matrixByResource().map(({ resource, actions }) => ({
      resource,
      actions: actions.map(({ action, owner, admin, member, custom, condition: also }) => ({
        action,
        owner,
        admin,
        member,
        custom,
        condition: also ?? null,
      })),
    })),
  };
}
