import { z } from 'zod';
import { createRole } from '../../services/roles/create';
import { findRole } from '../../services/roles/find';
import { listRoles } from '../../services/roles/list';
import { removeRole } from '../../services/roles/remove';
import { updateRole } from '../../services/roles/update';
import { can, router, signedIn } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { byId, createInput, matrix, roleSchema, toMatrix, toRole, updateInput } from './schema';

const tag = 'Roles';
const audit = 'role';

export const roleRouter = router({
  list: can('role:read', {
    rest: { method: 'GET', path: '/roles', status: 200, tag, summary: 'List custom roles' },
    input: z.strictObject({}),
    output: z.array(roleSchema),
  }).query(async ({ ctx }) => (await listRoles(ctx.scope)).map(toRole)),

  /** The same for every caller, so that the console can explain each role. */
  matrix: signedIn({
    rest: {
      method: 'GET',
      path: '/roles/matrix',
      status: 200,
      tag,
      summary: 'Get the permissions of each role',
    },
    input: z.strictObject({}),
    output: matrix,
  }).query(() => toMatrix()),

  get: can('role:read', {
    rest: { method: 'GET', path: '/roles/{id}', status: 200, tag, summary: 'Get a custom role' },
    input: byId,
    output: roleSchema,
  }).query(async ({ ctx, input }) => toRole(await findRole(ctx.scope.db, input.id))),

  create: can('role:create', {
    rest: { method: 'POST', path: '/roles', status: 201, tag, summary: 'Create a custom role' },
    input: createInput,
    output: roleSchema,
    audit,
  }).mutation(async ({ ctx, input }) => toRole(await createRole(ctx.scope, input))),

  update: can('role:update', {
    rest: { method: 'PATCH', path: '/roles/{id}', status: 200, tag, summary: 'Update a custom role' },
    input: updateInput,
    output: roleSchema,
    audit,
  }).mutation(async ({ ctx, input: { id, ...changes } }) => toRole(await updateRole(ctx.scope, id, changes))),

  delete: can('role:delete', {
    rest: { method: 'DELETE', path: '/roles/{id}', status: 200, tag, summary: 'Delete a custom role' },
    input: byId,
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await removeRole(ctx.scope, input.id);
    return { message: 'Role deleted.' };
  }),
});
