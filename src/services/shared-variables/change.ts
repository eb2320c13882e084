import type { SharedVariable as Row } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { AppError, invalidField, notFound } from '../../domain/error';
import { ENV_MAX_PER_RESOURCE } from '../../domain/input/env-value';
import type { Scope } from '../context';
import { findOwner, type NamedOwner, type Owner, ownerChanged } from './owner';
import { openShared, sealShared } from './sealed';
import { type SharedInput, type SharedVariable, toShared } from './shared-variable';

/** @throws AppError 404 · 409 when the key exists · 422 for more than an owner may have */
export async function createShared(
  scope: Scope,
  named: NamedOwner,
  input: SharedInput,
): Promise<SharedVariable> {
  const owner = await findOwner(scope, named, 'env_var:create');
  const { uuid: _, ...place } = owner;
  if ((await scope.db.sharedVariable.count({ where: place })) >= ENV_MAX_PER_RESOURCE)
    throw invalidField('key', `At most ${ENV_MAX_PER_RESOURCE} shared variables are allowed here.`);
  const { value, ...flags } = input;
  const row = await unlessTaken(
    scope.db.sharedVariable.create({
      data: {
        ...place,
        ...flags,
        organizationId: scope.organizationId,
        valueSealed: sealShared(scope.database.sealer, value),
      },
    }),
  );
  scope.notes.changed({ valueSealed: null }, row, row.key);
  await ownerChanged(scope, owner);
  return toShared(scope, row);
}

type Change = { [K in keyof SharedInput]?: SharedInput[K] | undefined };

/** Update a variable; absent fields stay unchanged. @throws AppError 404 · 409 when the key exists */
export async function updateShared(
  scope: Scope,
  named: NamedOwner,
  id: number,
  { value, ...flags }: Change,
): Promise<SharedVariable> {
  const owner = await findOwner(scope, named, 'env_var:update');
  const before = await find(scope, owner, id);
  const { sealer } = scope.database;
  const isSame = value === undefined || openShared(sealer, before).reveal() === value;
  const given = Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag !== undefined));
  const row = await unlessTaken(
    scope.db.sharedVariable.update({
      where: { id },
      data: { ...given, ...(isSame ? {} : { valueSealed: sealShared(sealer, value) }) },
    }),
  );
  scope.notes.changed(before, row, row.key);
  await ownerChanged(scope, owner);
  return toShared(scope, row);
}

/** @throws AppError 404 */
export async function deleteShared(scope: Scope, named: NamedOwner, id: number): Promise<void> {
  const owner = await findOwner(scope, named, 'env_var:delete');
  const row = await find(scope, owner, id);
  await scope.db.sharedVariable.delete({ where: { id } });
  scope.notes.changed(row, { valueSealed: null }, row.key);
  await ownerChanged(scope, owner);
}

/** Get a variable of this owner, or 404. */
async function find(scope: Scope, { uuid: _, ...place }: Owner, id: number): Promise<Row> {
  const row = await scope.db.sharedVariable.findFirst({ where: { ...place, id } });
  if (!row) throw notFound('Environment variable');
  return row;
}

async function unlessTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'Environment variable already exists. Use PATCH request to update it.');
  }
}
